package script

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/bot/slackfake"
)

// setup plays steps that lay out the world before anything happens; ok is
// false for steps that are none of these.
func (w *world) setup(s step) (next error, ok bool, err error) {
	word, rest, _ := strings.Cut(s.text, " ")
	set, ok := map[string]func(string) error{
		"start": w.setStart, "company": w.setCompany, "person": w.setPerson, "recorder": w.setRecorder, "channel": w.setChannel, "installer": w.setInstaller,
	}[word]
	if !ok {
		return nil, false, nil
	}
	if err := w.workspace(); err != nil {
		return nil, true, err
	}
	return nil, true, set(strings.TrimSpace(rest))
}

func (w *world) setStart(rest string) error {
	f := strings.Fields(rest)
	if len(f) != 3 {
		return fmt.Errorf("want a day, a time and a zone")
	}
	loc, err := time.LoadLocation(f[2])
	if err != nil {
		return err
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", f[0]+" "+f[1], loc)
	if err != nil {
		return err
	}
	w.zone = loc
	w.slack.SetNow(t)
	return nil
}

func (w *world) setCompany(rest string) error {
	for c := range strings.SplitSeq(rest, ",") {
		w.company = append(w.company, strings.TrimSpace(c))
	}
	return nil
}

func (w *world) setPerson(rest string) error {
	f := strings.Fields(rest)
	if len(f) < 3 {
		return fmt.Errorf("want a handle, a zone and a name")
	}
	u := slackfake.User{ID: "U" + strings.ToUpper(f[0]), Name: f[0], DisplayName: f[0]}
	f = f[1:]
	for len(f) > 0 && (f[0] == "guest" || f[0] == "stranger" || f[0] == "admin") {
		u.IsRestricted, u.IsAdmin = u.IsRestricted || f[0] == "guest", u.IsAdmin || f[0] == "admin"
		if f[0] == "stranger" {
			u.TeamID = "T0ELSEWHERE"
		}
		f = f[1:]
	}
	if len(f) < 2 {
		return fmt.Errorf("want a zone and a name")
	}
	u.TZ, u.RealName = f[0], strings.Join(f[1:], " ")
	w.people[u.Name] = w.slack.AddUser(u)
	return nil
}

func (w *world) setInstaller(rest string) error {
	u, ok := w.people[rest]
	if !ok {
		return fmt.Errorf("nobody is called %q", rest)
	}
	w.admins = append(w.admins, u.ID)
	return nil
}

func (w *world) setRecorder(rest string) error {
	u := w.slack.AddUser(slackfake.User{Name: strings.ToLower(rest), RealName: rest, IsBot: true})
	w.people[rest] = u
	w.bots[rest] = u.ID
	return nil
}

func (w *world) setChannel(rest string) error {
	f := strings.Fields(rest)
	if len(f) == 0 || !strings.HasPrefix(f[0], "#") {
		return fmt.Errorf("want a name that begins with #")
	}
	c := slackfake.Channel{Name: strings.TrimPrefix(f[0], "#")}
	for _, word := range f[1:] {
		switch {
		case word == "private":
			c.Private = true
		case word == "shared":
			c.IsExtShared = true
		default:
			u, ok := w.people[word]
			if !ok {
				return fmt.Errorf("nobody is called %q", word)
			}
			c.Members = append(c.Members, u.ID)
		}
	}
	for _, id := range w.bots {
		if !slices.Contains(c.Members, id) {
			c.Members = append(c.Members, id)
		}
	}
	w.rooms[f[0]] = w.slack.AddChannel(c)
	return nil
}
