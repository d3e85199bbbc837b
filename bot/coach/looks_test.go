package coach

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"heed/bot/pick"
	"heed/store"
)

// said in voice: everything that can be clicked or submitted.
var (
	clickable   = regexp.MustCompile(`"((?:[a-z]+)\.[a-z0-9]+)"`)
	submittable = regexp.MustCompile(`Callback\s+=\s+"([a-z.]+)"`)
)

// inVoice finds what matches in the source of bot/voice, so that a button or
// form of tomorrow is tried as well.
func inVoice(t *testing.T, what *regexp.Regexp) (out []string) {
	t.Helper()
	files, err := filepath.Glob("../voice/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no source to look through", err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range what.FindAllStringSubmatch(string(src), -1) {
			if !slices.Contains(out, m[1]) {
				out = append(out, m[1])
			}
		}
	}
	return out
}

// coachingOf are words that stand in what Heed told Ben alone.
var coachingOf = []string{"One to try", "One thing", "about us", "taken up", "% you", "half you", "notright", "Make it my focus", "Their words opened"}

// looks are all forbidden ways to somebody else's call K-1 and what came of
// it: every click, form and word that there is.
func looks(t *testing.T, w *world, user string) []Event {
	t.Helper()
	var call store.Call
	for _, c := range all(w, store.Calls) {
		if c.ID == "K-1" {
			call = c
		}
	}
	if call.Rep != "UBEN" {
		t.Fatalf("K-1 is of %q", call.Rep)
	}
	values := []string{
		"K-1", "K-1=C-1", "call/K-1", "F-1@call/K-1", "F-1@list", "F-1@nudge/2026-11-05", "nudge/2026-11-05", "C-1@call/K-1", "C-1/M-1@call/K-1",
		"H-1", "S-1", "A-1", "N-1", "UBEN", "me", "why:K-1=x", "share:K-1", "who:K-1", "type:K-1", "list", "home/0", "open",
	}
	for _, f := range call.Report.Unpacked().Findings {
		values = append(values, "K-1="+pick.Key(&f), "why:K-1="+pick.Key(&f))
	}
	var out []Event
	for _, action := range inVoice(t, clickable) {
		area, _, _ := strings.Cut(action, ".")
		if area == "forget" || area == "settings" || area == "setup" { // what an admin may do changes the world; tested elsewhere
			continue
		}
		for _, v := range values {
			if v == "me" && area == "ask" {
				continue
			}
			out = append(out, click(user, action, v))
		}
	}
	for _, callback := range inVoice(t, submittable) {
		for _, id := range []string{"K-1", "F-1", "C-1/M-1", "C-1", "H-1"} {
			out = append(out, Event{
				Kind: Submit, User: user, Callback: callback, PrivateMeta: `{"id":"` + id + `","sheet":"call/K-1","channel":"DBEN","ts":"1800000000.000001"}`,
				Inputs: map[string]string{"manager": user, "type": "demo", "what": "x", "due": "2026-11-09"},
			})
		}
	}
	for _, v := range verbs() {
		if v.name == "forget" || v.name == "note" {
			continue
		}
		for _, rest := range []string{"", "K-1", "C-1", "Fairmile", "Ben Okafor", "<@UBEN>", "ben", "all"} {
			out = append(out, slash(user, strings.TrimSpace(v.name+" "+rest)))
		}
	}
	for _, ask := range []string{"why", "what did Ben do wrong?", "how is Ben doing?", "brief me on Ben Okafor", "show me Ben's coaching", "done", "not mine, Ben has it"} {
		out = append(out, dm(user, ask))
	}
	return append(out, Event{Kind: HomeOpen, User: user},
		Event{Kind: Shortcut, User: user, Author: "UBEN", Channel: "CCALLS", TS: ts(1), Text: fairmile, ResponseURL: "https://hooks"})
}

// Nobody sees what Heed told a rep: no colleague, no manager, no admin, no
// guest, nobody of another company in a shared channel, whatever they click,
// submit or ask, with whatever value.
func TestForbiddenLooks(t *testing.T) {
	people := map[string]func(*Event){
		"UANA":  nil, // a colleague
		"UDORA": nil, // an admin of the Slack
		"UEVA":  nil, // a manager
		"UGIL":  nil, // a guest
		"USTRANGE": func(ev *Event) { // of another company
			ev.Stranger = true
		},
	}
	for user, as := range people {
		t.Run(user, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.people["UEVA"] = Profile{Name: "eva", RealName: "Eva Lind", Zone: "Europe/London"}
			w.people["USTRANGE"] = Profile{Name: "sven", RealName: "Sven Holm", Zone: "Europe/London", Guest: true}
			w.watching("CCALLS")
			w.do(w.upload("UBEN", "F1", fairmile, "Call with Fairmile Foods"))
			w.do(slash("UANA", "help"))
			w.setWorkspace(func(ws *store.Workspace) { ws.Managers = []string{"UEVA"} })
			told := words(w.allEffects()...)
			w.send()
			for _, secret := range []string{"One to try", "notright"} {
				if !strings.Contains(told, secret) {
					t.Fatalf("Ben wasn't told %q, so the looks prove nothing: %s", secret, told)
				}
			}
			calls, before := only(w, store.Calls), w.seen
			all := looks(t, w, user)
			for i, look := range all {
				if as != nil {
					as(&look)
				}
				// Guests are refused before anything is looked at: some will do.
				if (as != nil || user == "UGIL") && i%11 > 0 {
					continue
				}
				look.Key = fmt.Sprintf("T1/look/%d/", i)
				if err := w.try(look); err != nil {
					t.Fatalf("%s %s%s %s: %v", look.Kind, look.Action, look.Callback, look.Value, err)
				}
			}
			for _, e := range w.allEffects() {
				if e.Seq <= before || e.User == "UBEN" {
					continue
				}
				var look Event
				if _, rest, ok := strings.Cut(e.Key, "/look/"); ok {
					n, _, _ := strings.Cut(rest, "/")
					i, _ := strconv.Atoi(n)
					look = all[i]
				}
				said := words(e)
				for _, secret := range coachingOf {
					if strings.Contains(said, secret) && !ofTheirOwn(said, secret) {
						t.Errorf("%s %s%s %s%s showed %q: %.600s", look.Kind, look.Action, look.Callback, look.Value, look.Text, secret, said)
					}
				}
			}
			if now := only(w, store.Calls); now.Rep != calls.Rep || now.Report.Type != calls.Report.Type || now.Customer != calls.Customer || len(now.Answers) != len(calls.Answers) {
				t.Errorf("the call was changed: %+v", now)
			}
			for _, e := range w.allEffects() {
				if e.Seq > before && e.User == "UBEN" && e.Kind == store.Update {
					t.Errorf("Ben's message was touched: %+v", e)
				}
			}
		})
	}
}

// ofTheirOwn reports whether the words are of a page that is about whoever
// looks, or about nobody: their own focus, what can be chosen there, the
// thresholds, the team's numbers, the help.
func ofTheirOwn(said, secret string) bool {
	for _, page := range []string{"Only you see this", "Nobody else sees it", "What is much, and what is little", "The team, as managers see it", "Our company and products", "What I hold about you"} {
		if strings.Contains(said, page) {
			return secret != "notright" && secret != "One to try"
		}
	}
	return false
}
