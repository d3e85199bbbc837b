package slackfake

import (
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"
)

// surface is where blocks are shown.
type surface int

const (
	inMessage surface = 1 << iota
	inModal
	inHome
	anywhere = inMessage | inModal | inHome
)

const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxMarkdown      = 12000 // of all markdown blocks of a message
	// maxBlockText is the sum of the other blocks' text in a message. Slack
	// documents no number; messages were refused from about here on.
	maxBlockText = 9000
	maxID        = 255
	maxPrivate   = 3000
	maxMetadata  = 16 << 10
)

// checker collects what is wrong with blocks, in Slack's words.
type checker struct {
	w       *Workspace
	on      surface
	errs    []string
	ids     map[string]bool
	actions map[string]bool // of the current block
	count   map[string]int  // blocks by type

	text, markdown int // characters so far
}

func (k *checker) fail(at, format string, args ...any) {
	k.errs = append(k.errs, fmt.Sprintf("[ERROR] "+format, args...)+" [json-pointer:"+at+"]")
}

// checkBlocks refuses a message's blocks with invalid_blocks and says which.
func (w *Workspace) checkBlocks(blocks []map[string]any, on surface) error {
	if len(blocks) == 0 {
		return nil
	}
	k := &checker{w: w, on: on, ids: map[string]bool{}, count: map[string]int{}}
	if len(blocks) > maxMessageBlocks {
		k.fail("/blocks", "no more than %d items allowed [input:%d]", maxMessageBlocks, len(blocks))
	}
	k.blocks("/blocks", blocks)
	if k.markdown > maxMarkdown {
		k.fail("/blocks", "markdown blocks must be less than %d characters in all", maxMarkdown+1)
	}
	if len(k.errs) > 0 {
		return &apiError{"invalid_blocks", reply{
			"errors": k.errs, "response_metadata": reply{"messages": k.errs},
		}}
	}
	if k.text > maxBlockText {
		return refused("msg_blocks_too_long")
	}
	return nil
}

// checkView refuses a view with invalid_arguments and says why.
func (w *Workspace) checkView(v viewSpec, kind string) error {
	k := &checker{w: w, on: inModal, ids: map[string]bool{}, count: map[string]int{}}
	if kind == "home" {
		k.on = inHome
	}
	if v.Type != kind {
		k.fail("/view/type", "must be %s [input:%s]", kind, v.Type)
	}
	k.viewTitles(v, kind)
	k.atMost("/view/callback_id", v.CallbackID, maxID)
	k.atMost("/view/external_id", v.ExternalID, maxID)
	k.atMost("/view/private_metadata", v.PrivateMetadata, maxPrivate)
	switch {
	case v.Blocks == nil:
		k.fail("/view", "missing required field: blocks")
	case len(v.Blocks) > maxViewBlocks:
		k.fail("/view/blocks", "no more than %d items allowed [input:%d]", maxViewBlocks, len(v.Blocks))
	}
	k.blocks("/view/blocks", v.Blocks)
	if k.on == inModal && k.count["input"] > 0 && v.Submit == nil {
		k.fail("/view", "missing required field: submit")
	}
	if len(k.errs) > 0 {
		return invalidArgument(k.errs...)
	}
	return nil
}

func (k *checker) viewTitles(v viewSpec, kind string) {
	parts := []struct {
		name string
		text *plainText
	}{{"title", v.Title}, {"submit", v.Submit}, {"close", v.Close}}
	for _, p := range parts {
		at := "/view/" + p.name
		switch {
		case p.text == nil && p.name == "title" && kind == "modal":
			k.fail("/view", "missing required field: title")
		case p.text == nil:
		case p.text.Type != "plain_text":
			k.fail(at+"/type", "must be plain_text [input:%s]", p.text.Type)
		case p.text.Text == "":
			k.fail(at+"/text", "must be more than 0 characters")
		default:
			k.atMost(at+"/text", p.text.Text, 24)
		}
	}
}

// atMost fails when s has more than n characters.
func (k *checker) atMost(at, s string, n int) {
	if utf8.RuneCountInString(s) > n {
		k.fail(at, "must be less than %d characters", n+1)
	}
}

func (k *checker) blocks(at string, blocks []map[string]any) {
	for i, b := range blocks {
		k.block(fmt.Sprintf("%s/%d", at, i), b)
	}
}

func (k *checker) block(at string, b map[string]any) {
	kind, _ := b["type"].(string)
	rule, ok := blockRules[kind]
	switch {
	case kind == "":
		k.fail(at, "missing required field: type")
		return
	case !ok || rule.on&k.on == 0:
		k.fail(at+"/type", "unsupported type: %s", kind)
		return
	case kind == "data_visualization" && k.w.o.NoCharts, kind == "data_table" && k.w.o.NoTables:
		k.fail(at+"/type", "unsupported type: %s", kind)
		return
	}
	k.count[kind]++
	k.actions = map[string]bool{}
	k.id(at, b)
	k.props(at, b, rule.required, append([]string{"type", "block_id"}, rule.optional...))
	rule.check(k, at, b)
}

// id checks a block_id: its length, and that no other block has it.
func (k *checker) id(at string, b map[string]any) {
	id, _ := b["block_id"].(string)
	if id == "" {
		return
	}
	k.atMost(at+"/block_id", id, maxID)
	if k.ids[id] {
		k.fail(at+"/block_id", "`block_id` %q already exists", id)
	}
	k.ids[id] = true
}

// props checks that an object has what it must and nothing it mustn't.
func (k *checker) props(at string, o map[string]any, required, optional []string) {
	for _, name := range required {
		if v, ok := o[name]; !ok || v == nil {
			k.fail(at, "missing required field: %s", name)
		}
	}
	for _, name := range sortedKeys(o) {
		if !slices.Contains(required, name) && !slices.Contains(optional, name) {
			k.fail(at, "invalid additional property: %s", name)
		}
	}
}

// textObject checks a plain_text or mrkdwn object of 1 to most characters.
func (k *checker) textObject(at string, v any, most int, kinds ...string) {
	o, ok := v.(map[string]any)
	if !ok {
		if v != nil {
			k.fail(at, "must be an object")
		}
		return
	}
	kind, _ := o["type"].(string)
	if !slices.Contains(kinds, kind) {
		k.fail(at+"/type", "must be one of %v [input:%s]", kinds, kind)
		return
	}
	if kind == "mrkdwn" {
		k.props(at, o, []string{"type", "text"}, []string{"verbatim"})
	} else {
		k.props(at, o, []string{"type", "text"}, []string{"emoji"})
	}
	s, isText := o["text"].(string)
	switch {
	case !isText:
		k.fail(at+"/text", "must be a string")
	case s == "":
		k.fail(at+"/text", "must be more than 0 characters")
	}
	k.atMost(at+"/text", s, most)
	k.text += utf8.RuneCountInString(s)
}

// list checks an array's length and hands out its objects.
func (k *checker) list(at string, v any, least, most int, each func(at string, o map[string]any)) {
	a, ok := v.([]any)
	if !ok {
		if v != nil {
			k.fail(at, "must be an array")
		}
		return
	}
	switch {
	case len(a) < least:
		k.fail(at, "must have at least %d items [input:%d]", least, len(a))
	case len(a) > most:
		k.fail(at, "no more than %d items allowed [input:%d]", most, len(a))
	}
	for i, e := range a {
		here := fmt.Sprintf("%s/%d", at, i)
		if o, ok := e.(map[string]any); ok {
			each(here, o)
		} else {
			k.fail(here, "must be an object")
		}
	}
}

// checkMetadata refuses what Slack can't store with a message.
func checkMetadata(md Metadata) error {
	if md.EventType == "" || md.EventPayload == nil {
		return refused("invalid_metadata_schema")
	}
	b, err := json.Marshal(md)
	switch {
	case err != nil:
		return refused("invalid_metadata_format")
	case len(b) > maxMetadata:
		return refused("metadata_too_large")
	}
	return nil
}
