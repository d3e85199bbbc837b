package slackfake

import (
	"slices"
	"strings"
)

// place is the kind of block that an element stands in.
type place int

const (
	inSection place = 1 << iota
	inActions
	inInput
	inContextActions
)

// elementRule is what an element may hold, and where it may stand.
type elementRule struct {
	in                 place
	required, optional []string
}

var selectProps = []string{"placeholder", "action_id", "confirm", "focus_on_load"}

func with(base []string, more ...string) []string { return append(slices.Clone(base), more...) }

var elementRules = map[string]elementRule{
	"button": {inSection | inActions, []string{"text"}, []string{
		"action_id", "url", "value", "style", "confirm", "accessibility_label", "agent_prompt", "agent_prompt_display",
		"visible_to_user_ids",
	}},
	"workflow_button": {inSection | inActions, []string{"text", "workflow"}, []string{"action_id", "style", "accessibility_label"}},
	"icon_button": {inContextActions, []string{"icon", "text"}, []string{
		"action_id", "value", "confirm", "accessibility_label", "visible_to_user_ids",
	}},
	"feedback_buttons": {inContextActions, []string{"positive_button", "negative_button"}, []string{"action_id"}},
	"image":            {inSection, []string{"alt_text"}, []string{"image_url", "slack_file"}},
	"overflow":         {inSection | inActions, []string{"options"}, []string{"action_id", "confirm"}},

	"static_select":   {inSection | inActions | inInput, nil, with(selectProps, "options", "option_groups", "initial_option")},
	"external_select": {inSection | inActions | inInput, nil, with(selectProps, "initial_option", "min_query_length")},
	"users_select":    {inSection | inActions | inInput, nil, with(selectProps, "initial_user")},
	"conversations_select": {inSection | inActions | inInput, nil, with(selectProps,
		"initial_conversation", "default_to_current_conversation", "response_url_enabled", "filter")},
	"channels_select":       {inSection | inActions | inInput, nil, with(selectProps, "initial_channel", "response_url_enabled")},
	"multi_static_select":   {inSection | inInput, nil, with(selectProps, "options", "option_groups", "initial_options", "max_selected_items")},
	"multi_external_select": {inSection | inInput, nil, with(selectProps, "initial_options", "max_selected_items", "min_query_length")},
	"multi_users_select":    {inSection | inInput, nil, with(selectProps, "initial_users", "max_selected_items")},
	"multi_conversations_select": {inSection | inInput, nil, with(selectProps,
		"initial_conversations", "default_to_current_conversation", "filter", "max_selected_items")},
	"multi_channels_select": {inSection | inInput, nil, with(selectProps, "initial_channels", "max_selected_items")},

	"datepicker":     {inSection | inActions | inInput, nil, with(selectProps, "initial_date")},
	"timepicker":     {inSection | inActions | inInput, nil, with(selectProps, "initial_time", "timezone")},
	"datetimepicker": {inActions | inInput, nil, []string{"action_id", "initial_date_time", "confirm", "focus_on_load"}},
	"checkboxes": {inSection | inActions | inInput, []string{"options"}, []string{
		"action_id", "initial_options", "confirm", "focus_on_load",
	}},
	"radio_buttons": {inSection | inActions | inInput, []string{"options"}, []string{
		"action_id", "initial_option", "confirm", "focus_on_load",
	}},
	"plain_text_input": {inInput, nil, []string{
		"action_id", "placeholder", "initial_value", "multiline", "min_length", "max_length", "dispatch_action_config",
		"focus_on_load",
	}},
	"email_text_input": {inInput, nil, []string{
		"action_id", "placeholder", "initial_value", "dispatch_action_config", "focus_on_load",
	}},
	"url_text_input": {inInput, nil, []string{
		"action_id", "placeholder", "initial_value", "dispatch_action_config", "focus_on_load",
	}},
	"number_input": {inInput, []string{"is_decimal_allowed"}, []string{
		"action_id", "placeholder", "initial_value", "min_value", "max_value", "dispatch_action_config", "focus_on_load",
	}},
	"rich_text_input": {inInput, nil, []string{
		"action_id", "placeholder", "initial_value", "dispatch_action_config", "focus_on_load", "min_lines", "max_lines",
	}},
	"file_input": {inInput, nil, []string{"action_id", "filetypes", "max_files"}},
}

// maxOptions is how many options an element shows.
var maxOptions = map[string]int{"overflow": 5, "checkboxes": 10, "radio_buttons": 10}

// element checks an interactive element, or the picture of a section.
func (k *checker) element(at string, e map[string]any, in place) {
	kind, _ := e["type"].(string)
	rule, ok := elementRules[kind]
	if !ok || rule.in&in == 0 {
		k.fail(at+"/type", "unsupported type: %s", kind)
		return
	}
	k.props(at, e, rule.required, append([]string{"type"}, rule.optional...))
	k.actionID(at, e)
	k.textObject(at+"/placeholder", e["placeholder"], 150, "plain_text")
	k.confirm(at+"/confirm", e["confirm"])
	switch kind {
	case "image":
		k.image(at, e)
	case "button", "icon_button":
		k.button(at, e)
	case "plain_text_input":
		k.textInput(at, e)
	}
	k.options(at, kind, e)
}

// actionID checks an action_id: its length, and that it is the only one of
// its block.
func (k *checker) actionID(at string, e map[string]any) {
	id, _ := e["action_id"].(string)
	if id == "" {
		return
	}
	k.atMost(at+"/action_id", id, maxID)
	if k.actions[id] {
		k.fail(at+"/action_id", "`action_id` %q already exists in this block", id)
	}
	k.actions[id] = true
}

func (k *checker) button(at string, e map[string]any) {
	k.textObject(at+"/text", e["text"], 75, "plain_text")
	for name, most := range map[string]int{"value": 2000, "url": 3000, "accessibility_label": 75} {
		s, _ := e[name].(string)
		k.atMost(at+"/"+name, s, most)
	}
	if u, ok := e["url"].(string); ok && !strings.Contains(u, ":") {
		k.fail(at+"/url", "must be a valid URL")
	}
	if s, ok := e["style"].(string); ok && s != "primary" && s != "danger" {
		k.fail(at+"/style", "must be one of [primary danger] [input:%s]", s)
	}
}

func (k *checker) textInput(at string, e map[string]any) {
	initial, _ := e["initial_value"].(string)
	k.atMost(at+"/initial_value", initial, 3000)
	if most, ok := e["max_length"].(float64); ok {
		if most < 1 || most > 3000 {
			k.fail(at+"/max_length", "must be between 1 and 3000")
		}
		k.atMost(at+"/initial_value", initial, int(most))
	}
	if least, ok := e["min_length"].(float64); ok && (least < 0 || least > 3000) {
		k.fail(at+"/min_length", "must be between 0 and 3000")
	}
}

func (k *checker) confirm(at string, v any) {
	o, ok := v.(map[string]any)
	if !ok {
		return
	}
	k.props(at, o, []string{"title", "text", "confirm", "deny"}, []string{"style"})
	k.textObject(at+"/title", o["title"], 100, "plain_text")
	k.textObject(at+"/text", o["text"], 300, "plain_text", "mrkdwn")
	k.textObject(at+"/confirm", o["confirm"], 30, "plain_text")
	k.textObject(at+"/deny", o["deny"], 30, "plain_text")
}

// options checks options and groups, and that the first choice is one of them.
func (k *checker) options(at, kind string, e map[string]any) {
	most, ok := maxOptions[kind]
	if !ok {
		most = 100
	}
	if kind == "static_select" || kind == "multi_static_select" {
		if (e["options"] == nil) == (e["option_groups"] == nil) {
			k.fail(at, "must have either options or option_groups")
		}
	}
	if e["options"] != nil {
		k.list(at+"/options", e["options"], 1, most, func(at string, o map[string]any) { k.option(at, kind, o) })
	}
	if e["option_groups"] != nil {
		k.list(at+"/option_groups", e["option_groups"], 1, 100, func(at string, g map[string]any) {
			k.props(at, g, []string{"label", "options"}, nil)
			k.textObject(at+"/label", g["label"], 75, "plain_text")
			k.list(at+"/options", g["options"], 1, 100, func(at string, o map[string]any) { k.option(at, kind, o) })
		})
	}
	f := fillable[kind]
	if !f.options {
		return
	}
	if first, ok := e[f.initial].(map[string]any); ok {
		v, _ := first["value"].(string)
		if !slices.ContainsFunc(optionsOf(e), func(o map[string]any) bool { return o["value"] == v }) {
			k.fail(at+"/"+f.initial, "must match one of the options [input:%s]", v)
		}
	}
}

func (k *checker) option(at, kind string, o map[string]any) {
	k.props(at, o, []string{"text", "value"}, []string{"description", "url"})
	kinds := []string{"plain_text"}
	if kind == "checkboxes" || kind == "radio_buttons" {
		kinds = append(kinds, "mrkdwn")
	}
	k.textObject(at+"/text", o["text"], 75, kinds...)
	k.textObject(at+"/description", o["description"], 75, kinds...)
	v, _ := o["value"].(string)
	k.atMost(at+"/value", v, 150)
}
