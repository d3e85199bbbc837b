package slackfake

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// describe is an error with what Slack would add to it.
func describe(err error) string {
	var e *apiError
	if errors.As(err, &e) && len(e.extra) > 0 {
		b, _ := json.Marshal(e.extra)
		return e.code + " " + string(b)
	}
	return err.Error()
}

// FillModal types and chooses in the modal on top without submitting it:
// block id, or action id, → a string, or a []string where several fit.
func (w *Workspace) FillModal(user string, values map[string]any) error {
	w.mu.Lock()
	defer w.unlock()
	v := w.topModal(user)
	if v == nil {
		return fmt.Errorf("slackfake: %s has no modal open", user)
	}
	return fillView(v, values)
}

// fillView puts values into a copy of the view's state.
func fillView(v *View, values map[string]any) error {
	state := cloneState(v.State)
	els := elementsOf(v.Blocks)
	for _, key := range slices.Sorted(maps.Keys(values)) {
		i := slices.IndexFunc(els, func(e element) bool {
			_, ok := fillable[e.str("type")]
			return ok && (e.blockID() == key || e.str("action_id") == key)
		})
		if i < 0 {
			return fmt.Errorf("slackfake: the modal %q has no input %q", v.Title, key)
		}
		st, err := filled(els[i].el, values[key])
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		setState(state, els[i], st)
	}
	v.State = state
	return nil
}

// SubmitModal fills in and submits the modal on top. Like Slack's own form it
// refuses an empty required input and text of the wrong length. What follows
// (errors, update, push, clear, or closing) is in the ack.
func (w *Workspace) SubmitModal(user string, values map[string]any) error {
	w.mu.Lock()
	defer w.unlock()
	v := w.topModal(user)
	switch {
	case v == nil:
		return fmt.Errorf("slackfake: %s has no modal open", user)
	case v.Submit == "" && hasInput(v):
		return fmt.Errorf("slackfake: the modal %q has no submit button", v.Title)
	case v.Submit == "":
		return fmt.Errorf("slackfake: the modal %q can only be closed", v.Title)
	}
	next := *v
	next.Errors = nil
	if err := fillView(&next, values); err != nil {
		return err
	}
	if err := formErrors(&next); err != nil {
		return err
	}
	w.swapModal(user, v, &next)
	p := w.interaction("view_submission", w.users[user])
	p["view"], p["response_urls"] = w.wireView(&next), []any{}
	w.emitInteraction(user, "", &delivery{
		kind: "interactive", what: "submission of " + next.CallbackID, payload: marshal(p), accepts: true,
		acked: func(payload json.RawMessage) { w.answerSubmission(user, next.ID, payload) },
	})
	return nil
}

func hasInput(v *View) bool {
	return slices.ContainsFunc(v.Blocks, func(b map[string]any) bool { return b["type"] == "input" })
}

func (w *Workspace) swapModal(user string, old, next *View) {
	stack := slices.Clone(w.modals[user])
	for i := range stack {
		if stack[i] == old {
			stack[i] = next
		}
	}
	w.modals[user] = stack
}

// formErrors is what Slack's form itself complains about.
func formErrors(v *View) error {
	for _, e := range elementsOf(v.Blocks) {
		if e.block["type"] != "input" {
			continue
		}
		st := v.State[e.blockID()][e.str("action_id")]
		if isEmpty(st) {
			if e.block["optional"] != true {
				return fmt.Errorf("slackfake: %s: please complete this required field", e.blockID())
			}
			continue
		}
		s, _ := st["value"].(string)
		n := utf8.RuneCountInString(s)
		if most, ok := e.el["max_length"].(float64); ok && n > int(most) {
			return fmt.Errorf("slackfake: %s: %d characters, at most %d", e.blockID(), n, int(most))
		}
		if least, ok := e.el["min_length"].(float64); ok && n < int(least) {
			return fmt.Errorf("slackfake: %s: %d characters, at least %d", e.blockID(), n, int(least))
		}
	}
	return nil
}

// answerSubmission does what the ack of a submission asks for.
func (w *Workspace) answerSubmission(user, id string, payload json.RawMessage) {
	i := slices.IndexFunc(w.modals[user], func(v *View) bool { return v.ID == id })
	if i < 0 {
		return // closed meanwhile
	}
	v := w.modals[user][i]
	var a struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   *viewSpec         `json:"view"`
	}
	if len(payload) > 0 && json.Unmarshal(payload, &a) != nil {
		w.badResponse(user, "it can't be read")
		return
	}
	switch a.Action {
	case "":
		w.popModal(user, v)
	case "clear":
		w.clearModals(user)
	case "errors":
		w.showErrors(user, v, a.Errors)
	case "update", "push":
		w.respondView(user, v, a.Action, a.View)
	default:
		w.badResponse(user, "response_action "+a.Action)
	}
}

func (w *Workspace) respondView(user string, v *View, action string, spec *viewSpec) {
	if spec == nil {
		w.badResponse(user, "it has no view")
		return
	}
	next, err := w.buildView(*spec, "modal")
	switch {
	case err != nil:
		w.badResponse(user, describe(err))
	case action == "update":
		w.changeModal(user, v, next)
	case len(w.modals[user]) >= maxStack:
		w.badResponse(user, "push_limit_reached")
	default:
		w.showModal(user, next)
	}
}

// badResponse is what a person sees of a response that Slack can't use.
func (w *Workspace) badResponse(user, why string) {
	w.problem("the response to a submission can't be used: %s", why)
	w.record(Entry{
		Kind: ErrorToUser, By: user, Private: user, Text: "We had some trouble connecting. Try again?",
	})
}

func (w *Workspace) showErrors(user string, v *View, errs map[string]string) {
	for block := range errs {
		known := slices.ContainsFunc(v.Blocks, func(b map[string]any) bool {
			return b["block_id"] == block && b["type"] == "input"
		})
		if !known {
			w.badResponse(user, fmt.Sprintf("an error names %q, which is no input of the modal", block))
			return
		}
	}
	if len(errs) == 0 {
		w.badResponse(user, "response_action errors without errors")
		return
	}
	next := *v
	next.Errors = errs
	w.swapModal(user, v, &next)
	w.record(Entry{Kind: ModalErrors, By: w.botUser, Private: user, View: next, Text: joinErrors(errs)})
}

func joinErrors(errs map[string]string) string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(errs)) {
		out = append(out, k+": "+errs[k])
	}
	return strings.Join(out, "\n")
}

// popModal closes a view and what lies on it.
func (w *Workspace) popModal(user string, v *View) {
	stack := w.modals[user]
	if i := slices.Index(stack, v); i >= 0 {
		w.modals[user] = slices.Clone(stack[:i])
	}
	w.record(Entry{Kind: ModalClosed, By: user, Private: user, View: *v})
}

func (w *Workspace) clearModals(user string) {
	for v := w.topModal(user); v != nil; v = w.topModal(user) {
		w.popModal(user, v)
	}
}

// CloseModal closes the modal on top; with clear_on_close all of them. An app
// that asked for it is told with view_closed.
func (w *Workspace) CloseModal(user string) error {
	w.mu.Lock()
	defer w.unlock()
	v := w.topModal(user)
	if v == nil {
		return fmt.Errorf("slackfake: %s has no modal open", user)
	}
	cleared := v.ClearOnClose
	w.popModal(user, v)
	if v.NotifyOnClose {
		w.tellClosed(user, v, cleared)
	}
	for below := w.topModal(user); cleared && below != nil; below = w.topModal(user) {
		w.popModal(user, below)
		if below.NotifyOnClose {
			w.tellClosed(user, below, true)
		}
	}
	return nil
}

func (w *Workspace) tellClosed(user string, v *View, cleared bool) {
	p := w.interaction("view_closed", w.users[user])
	p["view"], p["is_cleared"] = w.wireView(v), cleared
	delete(p, "trigger_id")
	w.emitInteraction(user, "", &delivery{kind: "interactive", what: "closing of " + v.CallbackID, payload: marshal(p)})
}
