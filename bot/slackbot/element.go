package slackbot

import (
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"heed/bot/message"
)

// actions renders buttons and selects, 25 to a block. Slack wants an action id
// once in a block, yet a list of promises has a Done button for each: every
// repeated id begins another block.
func (s *surface) actions(b message.Block) []sized {
	var out []sized
	var row []slack.BlockElement
	used := map[string]bool{}
	total := 0
	next := func() {
		if len(row) > 0 {
			out = append(out, sized{slack.NewActionBlock(s.blockID(b.ID), row...), total})
		}
		row, total = nil, 0
		clear(used)
	}
	for _, e := range b.Elements {
		el := element(e, e.Action)
		if el == nil {
			continue
		}
		if len(row) == maxElements || used[e.Action] {
			next()
		}
		row, used[e.Action] = append(row, el), e.Action != ""
		total += elementWidth(e)
	}
	next()
	return out
}

// element renders one interactive element; nil if Slack would refuse it and
// nothing sensible is left.
func element(e message.Element, actionID string) slack.BlockElement {
	if len(actionID) > maxID || width(e.Value) > maxValue {
		return nil // a cut value would act on something else
	}
	switch e.Kind {
	case message.Button:
		return button(e, actionID)
	case message.Select:
		return selectOf(e, actionID)
	case message.Overflow:
		return overflow(e, actionID)
	case message.DatePicker:
		p := &slack.DatePickerBlockElement{Type: slack.METDatepicker, ActionID: actionID, Placeholder: placeholder(e), Confirm: confirm(e)}
		if _, err := time.Parse(time.DateOnly, e.Initial); err == nil {
			p.InitialDate = e.Initial
		}
		return p
	case message.TextInput, message.TextArea:
		return textInput(e, actionID)
	case message.ChannelPick:
		return &slack.SelectBlockElement{
			Type: slack.OptTypeConversations, ActionID: actionID, Placeholder: placeholder(e), Confirm: confirm(e),
			InitialConversation: e.Initial,
			Filter:              &slack.SelectBlockElementFilter{Include: []string{"public", "private"}},
		}
	case message.UserPick:
		return &slack.SelectBlockElement{
			Type: slack.OptTypeUser, ActionID: actionID, Placeholder: placeholder(e), Confirm: confirm(e),
			InitialUser: e.Initial,
		}
	case message.MultiSelect, message.ChannelsPick, message.UsersPick:
		return several(e, actionID)
	}
	return nil
}

// elementWidth is how many characters an element counts for, at most: Slack
// counts what can be chosen and what is asked first like any other text.
func elementWidth(e message.Element) int {
	n := min(width(e.Label), maxButton) + min(width(e.Placeholder), maxPlaceholder) + min(width(e.Confirm), maxConfirm)
	if e.Confirm != "" {
		n += width("Are you sure?") + width("Cancel") + min(width(firstOf(e.Label, "Yes")), 30)
	}
	for _, o := range e.Options {
		n += min(width(o.Label), maxButton)
	}
	return n
}

// several is an element in which more than one can be chosen.
func several(e message.Element, actionID string) slack.BlockElement {
	s := &slack.MultiSelectBlockElement{ActionID: actionID, Placeholder: placeholder(e), Confirm: confirm(e)}
	chosen := strings.FieldsFunc(e.Initial, func(r rune) bool { return r == ',' })
	switch e.Kind {
	case message.ChannelsPick:
		s.Type, s.InitialConversations = slack.MultiOptTypeConversations, chosen
		s.Filter = &slack.SelectBlockElementFilter{Include: []string{"public", "private"}}
	case message.UsersPick:
		s.Type, s.InitialUsers = slack.MultiOptTypeUser, chosen
	default:
		s.Type, s.Options = slack.MultiOptTypeStatic, options(e.Options, maxOptions)
		if len(s.Options) == 0 {
			return nil
		}
		for _, o := range s.Options {
			if slices.Contains(chosen, o.Value) {
				s.InitialOptions = append(s.InitialOptions, o)
			}
		}
	}
	return s
}

func button(e message.Element, actionID string) slack.BlockElement {
	label := literal(firstOf(e.Label, e.Aria))
	if label == "" {
		return nil
	}
	b := &slack.ButtonBlockElement{
		Type: slack.METButton, ActionID: actionID, Value: e.Value,
		Text: plainText(label, maxButton), Confirm: confirm(e),
		AccessibilityLabel: cut(literal(e.Aria), maxButton),
	}
	if e.URL != "" {
		b.URL = safeURL(e.URL)
	}
	if e.Style == "primary" || e.Style == "danger" {
		b.Style = slack.Style(e.Style)
	}
	return b
}

func selectOf(e message.Element, actionID string) slack.BlockElement {
	s := &slack.SelectBlockElement{
		Type: slack.OptTypeStatic, ActionID: actionID, Placeholder: placeholder(e), Confirm: confirm(e),
		Options: options(e.Options, maxOptions),
	}
	if len(s.Options) == 0 {
		return nil
	}
	for _, o := range s.Options {
		if e.Initial != "" && o.Value == e.Initial {
			s.InitialOption = o
		}
	}
	return s
}

// overflow has room for five options; with more it becomes a select.
func overflow(e message.Element, actionID string) slack.BlockElement {
	if len(e.Options) > maxOverflow {
		return selectOf(e, actionID)
	}
	set := options(e.Options, maxOverflow)
	if len(set) == 0 {
		return nil
	}
	return &slack.OverflowBlockElement{Type: slack.METOverflow, ActionID: actionID, Options: set, Confirm: confirm(e)}
}

func options(in []message.Option, limit int) []*slack.OptionBlockObject {
	var out []*slack.OptionBlockObject
	for _, o := range in {
		label := literal(o.Label)
		if label == "" || o.Value == "" || width(o.Value) > maxOptionValue || len(out) == limit {
			continue
		}
		out = append(out, &slack.OptionBlockObject{Text: plainText(label, maxButton), Value: o.Value})
	}
	return out
}

func textInput(e message.Element, actionID string) slack.BlockElement {
	limit := e.MaxLength
	if limit <= 0 || limit > maxInput {
		limit = maxInput
	}
	return &slack.PlainTextInputBlockElement{
		Type: slack.METPlainTextInput, ActionID: actionID, Placeholder: placeholder(e),
		InitialValue: cut(clean(e.Initial), limit), Multiline: e.Kind == message.TextArea, MaxLength: limit,
	}
}

func placeholder(e message.Element) *slack.TextBlockObject {
	text := literal(firstOf(e.Placeholder, e.Label))
	if text == "" {
		return nil
	}
	return plainText(text, maxPlaceholder)
}

func confirm(e message.Element) *slack.ConfirmationBlockObject {
	if e.Confirm == "" {
		return nil
	}
	c := &slack.ConfirmationBlockObject{
		Title:   plainText("Are you sure?", 100),
		Text:    plainText(literal(e.Confirm), maxConfirm),
		Confirm: plainText(literal(firstOf(e.Label, "Yes")), 30),
		Deny:    plainText("Cancel", 30),
	}
	if e.Style == "danger" {
		c.Style = slack.StyleDanger
	}
	return c
}

// input renders a field of a form. Its action id is its block id: the value
// comes back under the block.
func (s *surface) input(b message.Block) []sized {
	if len(b.Elements) != 1 {
		return nil
	}
	e := b.Elements[0]
	el := element(e, firstOf(e.Action, b.ID))
	label := literal(firstOf(b.Label, e.Label, b.Text.String()))
	if el == nil || label == "" {
		return nil
	}
	in := slack.NewInputBlock(s.blockID(b.ID), plainText(label, maxLabel), nil, el)
	if b.Hint != "" {
		in.Hint = plainText(literal(b.Hint), maxLabel)
	}
	in.Optional = b.Optional
	return []sized{{in, width(b.Label) + width(b.Hint)}}
}
