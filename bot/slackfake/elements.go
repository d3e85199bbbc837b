package slackfake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// fill is how an element holds what was chosen or typed: under which key,
// where its first value stands, and whether it holds several.
type fill struct {
	key, initial string
	options      bool // values are options of its own
	multi        bool
}

// fillable are the elements with a state.
var fillable = map[string]fill{
	"plain_text_input":           {"value", "initial_value", false, false},
	"email_text_input":           {"value", "initial_value", false, false},
	"url_text_input":             {"value", "initial_value", false, false},
	"number_input":               {"value", "initial_value", false, false},
	"rich_text_input":            {"rich_text_value", "initial_value", false, false},
	"static_select":              {"selected_option", "initial_option", true, false},
	"external_select":            {"selected_option", "initial_option", false, false},
	"users_select":               {"selected_user", "initial_user", false, false},
	"conversations_select":       {"selected_conversation", "initial_conversation", false, false},
	"channels_select":            {"selected_channel", "initial_channel", false, false},
	"multi_static_select":        {"selected_options", "initial_options", true, true},
	"multi_external_select":      {"selected_options", "initial_options", false, true},
	"multi_users_select":         {"selected_users", "initial_users", false, true},
	"multi_conversations_select": {"selected_conversations", "initial_conversations", false, true},
	"multi_channels_select":      {"selected_channels", "initial_channels", false, true},
	"datepicker":                 {"selected_date", "initial_date", false, false},
	"timepicker":                 {"selected_time", "initial_time", false, false},
	"datetimepicker":             {"selected_date_time", "initial_date_time", false, false},
	"checkboxes":                 {"selected_options", "initial_options", true, true},
	"radio_buttons":              {"selected_option", "initial_option", true, false},
	"file_input":                 {"files", "", false, true},
}

// clickable are the interactive elements without one.
var clickable = map[string]bool{
	"button": true, "overflow": true, "icon_button": true, "feedback_buttons": true, "workflow_button": true,
}

func isElement(kind string) bool {
	_, ok := fillable[kind]
	return ok || clickable[kind]
}

// element is an interactive element and the block it stands in.
type element struct {
	block map[string]any
	el    map[string]any
}

func (e element) str(key string) string { s, _ := e.el[key].(string); return s }

func (e element) blockID() string { s, _ := e.block["block_id"].(string); return s }

// elementsOf are the interactive elements of blocks, in reading order, inside
// containers and tables too.
func elementsOf(blocks []map[string]any) []element {
	var out []element
	for _, b := range blocks {
		collect(b, b, &out)
	}
	return out
}

func collect(block map[string]any, v any, out *[]element) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			collect(block, e, out)
		}
	case map[string]any:
		kind, _ := v["type"].(string)
		if isElement(kind) {
			*out = append(*out, element{block, v})
			return
		}
		if isBlock(kind) {
			block = v
		}
		for _, k := range sortedKeys(v) {
			collect(block, v[k], out)
		}
	}
}

func isBlock(kind string) bool { _, ok := blockRules[kind]; return ok }

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// nameBlocks gives blocks and elements the ids that Slack gives out where an
// app left them out.
func (w *Workspace) nameBlocks(blocks []map[string]any) {
	for _, b := range blocks {
		if id, _ := b["block_id"].(string); id == "" {
			b["block_id"] = w.blockID()
		}
		if children, ok := b["child_blocks"].([]any); ok {
			for _, child := range children {
				if m, ok := child.(map[string]any); ok {
					w.nameBlocks([]map[string]any{m})
				}
			}
		}
	}
	for _, e := range elementsOf(blocks) {
		if e.str("action_id") == "" {
			e.el["action_id"] = w.id("act")
		}
	}
}

func (w *Workspace) blockID() string {
	w.serial["block"]++
	return "b" + strconv.FormatInt(int64(w.serial["block"])+46655, 36)
}

// findElement is the element with an action id; value tells several buttons or
// menus of one id apart and may be empty.
func findElement(blocks []map[string]any, action, value string) (element, error) {
	var there []string
	var found []element
	for _, e := range elementsOf(blocks) {
		there = append(there, e.str("action_id"))
		if e.str("action_id") == action {
			found = append(found, e)
		}
	}
	for _, e := range found {
		if value == "" || e.str("type") == "button" && e.str("value") == value || offers(e, value) {
			return e, nil
		}
	}
	for _, e := range found {
		if e.str("type") != "button" { // a date, a person, or an option that isn't there
			return e, nil
		}
	}
	if len(found) > 0 {
		return element{}, fmt.Errorf("slackfake: no button %q has the value %q", action, value)
	}
	slices.SortFunc(there, cmp.Compare[string])
	return element{}, fmt.Errorf("slackfake: no element %q here, only %s", action, strings.Join(there, ", "))
}

// optionsOf are the options of a select, of its groups too.
func optionsOf(el map[string]any) []map[string]any {
	var out []map[string]any
	take := func(v any) {
		list, _ := v.([]any)
		for _, o := range list {
			if m, ok := o.(map[string]any); ok {
				out = append(out, m)
			}
		}
	}
	take(el["options"])
	if groups, ok := el["option_groups"].([]any); ok {
		for _, g := range groups {
			if m, ok := g.(map[string]any); ok {
				take(m["options"])
			}
		}
	}
	return out
}

// offers reports whether an element has an option of a value or a label.
func offers(e element, value string) bool {
	_, err := option(e.el, value)
	return err == nil
}

// option is the option of a value, or of a label.
func option(el map[string]any, value string) (map[string]any, error) {
	var there []string
	for _, o := range optionsOf(el) {
		label, _ := o["text"].(map[string]any)
		v, _ := o["value"].(string)
		if v == value || label["text"] == value {
			return o, nil
		}
		there = append(there, v)
	}
	return nil, fmt.Errorf("slackfake: no option %q, only %s", value, strings.Join(there, ", "))
}

// stateOf is an element's state with the value it starts with.
func stateOf(el map[string]any) map[string]any {
	kind, _ := el["type"].(string)
	f := fillable[kind]
	v, ok := el[f.initial]
	if !ok && f.multi {
		v = []any{}
	}
	return map[string]any{"type": kind, f.key: v}
}

// filled is an element's state with a value that a person chose: a string, or
// a []string where several can be chosen; nil empties it.
func filled(el map[string]any, value any) (map[string]any, error) {
	kind, _ := el["type"].(string)
	f, ok := fillable[kind]
	if !ok {
		return nil, fmt.Errorf("slackfake: nothing can be filled into a %s", kind)
	}
	st := map[string]any{"type": kind, f.key: nil}
	var list []string
	switch v := value.(type) {
	case nil:
	case string:
		list = []string{v}
	case []string:
		list = v
	default:
		return nil, fmt.Errorf("slackfake: a value is a string or a []string, not %T", value)
	}
	vals := []any{}
	for _, s := range list {
		v, err := chosen(kind, f, el, s)
		if err != nil {
			return nil, err
		}
		vals = append(vals, v)
	}
	switch {
	case f.multi:
		st[f.key] = vals
	case len(vals) == 1:
		st[f.key] = vals[0]
	case len(vals) > 1:
		return nil, fmt.Errorf("slackfake: a %s holds one value", kind)
	}
	return st, nil
}

// chosen is one value as the state holds it.
func chosen(kind string, f fill, el map[string]any, s string) (any, error) {
	switch {
	case f.options:
		return option(el, s)
	case f.key == "selected_option" || f.key == "selected_options":
		return map[string]any{"text": map[string]any{"type": "plain_text", "text": s}, "value": s}, nil
	case kind == "datetimepicker":
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("slackfake: a datetimepicker holds Unix seconds, not %q", s)
		}
		return n, nil
	case kind == "rich_text_input":
		return richText("", escapeTyped(s)), nil
	}
	return s, nil
}

// initialState is what stands in a view's or message's elements at first.
func initialState(blocks []map[string]any) map[string]map[string]map[string]any {
	out := map[string]map[string]map[string]any{}
	for _, e := range elementsOf(blocks) {
		if _, ok := fillable[e.str("type")]; ok {
			setState(out, e, stateOf(e.el))
		}
	}
	return out
}

func setState(state map[string]map[string]map[string]any, e element, v map[string]any) {
	if state[e.blockID()] == nil {
		state[e.blockID()] = map[string]map[string]any{}
	}
	state[e.blockID()][e.str("action_id")] = v
}

func cloneState(state map[string]map[string]map[string]any) map[string]map[string]map[string]any {
	out := make(map[string]map[string]map[string]any, len(state))
	for k, v := range state {
		out[k] = maps.Clone(v)
	}
	return out
}

// isEmpty tells whether nothing is filled in.
func isEmpty(st map[string]any) bool {
	kind, _ := st["type"].(string)
	switch v := st[fillable[kind].key].(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	}
	return false
}
