package call

import (
	"math/rand/v2"
	"runtime"
	"testing"
)

// longTalk is about size bytes of talk in one layout.
func longTalk(write func(talk) string, size int) []byte {
	rng := rand.New(rand.NewPCG(3, 5))
	var t talk
	for at := 0; len(write(t[:min(len(t), 50)]))*len(t)/max(min(len(t), 50), 1) < size; {
		for _, l := range someTalk(rng) {
			at++
			l.at = at
			l.who = []string{"Ana Brill", "stig b", "Lotte | Yard"}[at%3]
			l.text += " and then the crane came down on the second gate, which nobody had looked at since the storm in March."
			t = append(t, l)
		}
	}
	return []byte(write(t))
}

func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"zoom-vtt", "teams-vtt", "srt", "teams-arrow", "zoom-captions", "otter", "fathom", "rev", "gong-md", "tldv", "meet", "plain", "plain-apart", "fireflies", "csv"} {
		data := longTalk(writers[name], 1<<20)
		b.Run(name, func(b *testing.B) { benchRead(b, data) })
	}
	b.Run("note", func(b *testing.B) {
		benchRead(b, longTalk(func(t talk) string {
			return "Call with Orbis\n" + each(t, func(_ int, l talkLine) string { return "- " + l.text + "\n" })
		}, 1<<20))
	})
	for name, body := range map[string]string{"docx": writers["otter"](someTalk(rand.New(rand.NewPCG(1, 1))))} {
		var all string
		for range 200 {
			all += para(body)
		}
		data := docxOf(b, all)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(all)))
			for b.Loop() {
				if _, err := Read(Input{Data: data}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func benchRead(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	in := Input{Data: data, Reps: []string{"Ana Brill"}, Companies: []string{"Docksmith"}}
	for b.Loop() {
		if _, err := Read(in); err != nil {
			b.Fatal(err)
		}
	}
}

// TestMemory: reading takes no more than six times the input.
func TestMemory(t *testing.T) {
	if _, err := Read(Input{Data: longTalk(writers["rev"], 1<<10)}); err != nil { // the tables are read once
		t.Fatal(err)
	}
	for name, write := range writers {
		if name == "fireflies" || name == "csv" {
			continue // not formats of lines
		}
		data := longTalk(write, 1<<20)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		c, err := Read(Input{Data: data})
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Fatal(err)
		}
		runtime.KeepAlive(c)
		if times := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(data)); times > 6 {
			t.Errorf("%s allocates %.1f times its input", name, times)
		}
	}
}
