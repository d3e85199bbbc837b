package voice

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"heed/bot/message"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden renders everything that Heed says, in every state, and compares
// it with testdata. The files are for reading aloud. With -update everything is
// written besides as data, for bot/slackbot, whose TestSaid keeps what becomes
// of it in Slack (go test ./bot/voice ./bot/slackbot -update).
func TestGolden(t *testing.T) {
	files := map[string]*txtar.Archive{}
	for _, s := range usual.scenes() {
		if files[s.file] == nil {
			files[s.file] = &txtar.Archive{}
		}
		files[s.file].Files = append(files[s.file].Files, txtar.File{Name: s.name, Data: []byte(s.render())})
	}
	writeScenes(t, usual.scenes())
	for name, a := range files {
		golden(t, filepath.Join("testdata", name+".txt"), a)
	}
}

// scenesFile holds one message or view a line.
const scenesFile = "testdata/scenes.jsonl"

// writeScenes writes the scenes as data, or compares them with what was
// written.
func writeScenes(t *testing.T, scenes []scene) {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, s := range scenes {
		x := struct {
			File    string           `json:"file"`
			Name    string           `json:"name"`
			Message *message.Message `json:"message,omitempty"`
			View    *message.View    `json:"view,omitempty"`
		}{s.file, s.name, s.message, s.view}
		if err := enc.Encode(x); err != nil {
			t.Fatal(err)
		}
	}
	if *update {
		if err := os.WriteFile(scenesFile, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(scenesFile)
	if err != nil || !bytes.Equal(want, out.Bytes()) {
		t.Errorf("%s is not what is said now (%v): run with -update, bot/slackbot's tests too", scenesFile, err)
	}
}

func golden(t *testing.T, path string, got *txtar.Archive) {
	t.Helper()
	data := txtar.Format(got)
	if *update {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(data, want) {
		return
	}
	before := map[string]string{}
	for _, f := range txtar.Parse(want).Files {
		before[f.Name] = string(f.Data)
	}
	for _, f := range got.Files {
		if before[f.Name] != string(f.Data) {
			t.Errorf("%s, %s: got\n%s\nwant\n%s", path, f.Name, f.Data, before[f.Name])
		}
	}
	if len(before) != len(got.Files) {
		t.Errorf("%s has %d scenes, there are %d: run with -update", path, len(before), len(got.Files))
	}
}

func (s scene) render() string {
	var b strings.Builder
	if s.view != nil {
		v := s.view
		if !v.Home {
			fmt.Fprintf(&b, "# %s [%s] [%s] %s\n", v.Title, v.Close, v.Submit, v.Private)
		}
		writeBlocks(&b, v.Blocks)
		return b.String()
	}
	if len(s.message.Text) > 0 {
		fmt.Fprintf(&b, "(notification) %s\n", s.message.Text)
	}
	writeBlocks(&b, s.message.Blocks)
	return b.String()
}

func writeBlocks(b *strings.Builder, blocks []message.Block) {
	for _, x := range blocks {
		switch x.Kind {
		case message.Section:
			fmt.Fprint(b, marked(x.Text))
			if x.Accessory != nil {
				fmt.Fprint(b, "    ", control(*x.Accessory))
			}
		case message.Context:
			fmt.Fprint(b, "  ", marked(x.Text))
		case message.Actions:
			for i, e := range x.Elements {
				fmt.Fprint(b, map[bool]string{true: " "}[i > 0], control(e))
			}
		case message.Input:
			fmt.Fprintf(b, "%s: %s", x.Label, control(x.Elements[0]))
			if x.Optional {
				fmt.Fprint(b, " (optional)")
			}
			if x.Hint != "" {
				fmt.Fprint(b, "\n    ", x.Hint)
			}
		case message.Header:
			fmt.Fprint(b, "## ", marked(x.Text))
		case message.Divider:
			fmt.Fprint(b, "---")
		case message.TableOf:
			for i, row := range x.Table {
				fmt.Fprint(b, map[bool]string{true: "\n"}[i > 0], "| ")
				for _, c := range row {
					fmt.Fprint(b, marked(c), " | ")
				}
			}
		case message.ChartOf:
			fmt.Fprintf(b, "<%s chart: %s: %v %v>", x.Chart.Kind, x.Chart.Title, x.Chart.Labels, x.Chart.Series)
		}
		fmt.Fprintln(b)
	}
}

// control shows what can be clicked or filled in; of many options the first
// and the last.
func control(e message.Element) string {
	switch e.Kind {
	case message.Button:
		return "[" + e.Label + "]"
	case message.Overflow, message.Select:
		var labels []string
		for i, o := range e.Options {
			label := o.Label
			if o.Value == e.Initial && e.Initial != "" {
				label = "*" + label
			}
			if i > 3 && i < len(e.Options)-1 && label == o.Label {
				continue
			}
			labels = append(labels, label)
		}
		return "[" + e.Placeholder + " ⋮ " + strings.Join(labels, " | ") + "]"
	}
	return fmt.Sprintf("[%s %q %s]", e.Kind, e.Initial, strings.ReplaceAll(e.Placeholder, "\n", " / "))
}

func marked(t message.Text) string {
	var b strings.Builder
	for _, s := range t {
		mark := map[message.Style]string{message.Bold: "**", message.Italic: "_", message.Code: "`", message.Strike: "~"}[s.Style]
		b.WriteString(mark + s.Text + mark)
	}
	return b.String()
}
