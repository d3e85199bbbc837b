package voice

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"heed/bot/digest"
	"heed/bot/message"
	"heed/bot/when"
)

// TeamView is /heed team: what managers see of the team, and everybody else
// exactly the same.
type TeamView struct {
	digest.Team
	Manager  bool     // the reader is one
	Managers []string // who is
	Shared   []SharedCall
	Today    when.Date
}

// SharedCall is a call whose coaching was shared: with the reader, or by them.
type SharedCall struct {
	ID       string // of the share
	Customer string // name, "" while it isn't known
	Rep, To  string
	At       when.Date // of the call
}

// themesOfTeam is how many themes are listed.
const themesOfTeam = 4

// shownShared is how many shared calls are listed.
const shownShared = 10

// Message is the answer to /heed team.
func (v TeamView) Message() message.Message {
	blocks := []message.Block{section(v.head()...)}
	if len(v.Weeks) == 0 {
		blocks = append(blocks, section("No numbers yet: they come once three reps have had calls in the same week, when that week is over."))
	} else {
		blocks = append(blocks, v.numbers()...)
	}
	blocks = append(blocks, v.shared()...)
	return message.Message{Text: message.T("The team, as managers see it."), Blocks: append(blocks, context("At least three reps are behind every number, of whole weeks only. No names, no single calls, no order."))}
}

// head says whose view it is.
func (v TeamView) head() []any {
	parts := []any{message.B("The team")}
	if n := len(v.Weeks); n > 0 {
		last := when.DateOf(v.Weeks[n-1].To)
		parts = append(parts, ", "+plural(n, "week")+" up to "+Day(last, v.Today))
	}
	parts = append(parts, ". ")
	switch {
	case v.Manager:
		return append(parts, "Every rep can see this page as you do.")
	case len(v.Managers) == 0:
		return append(parts, "Nobody is named a manager here. If somebody is, they see this, and what you share with them.")
	}
	f := Field{Raw: joinIDs(v.Managers), Kind: People}
	return append(parts, "This is what ", f.Value(), " can see, and nothing else of yours but what you share.")
}

func joinIDs(ids []string) string {
	out := ""
	for i, id := range ids {
		if i > 0 {
			out += ","
		}
		out += id
	}
	return out
}

// numbers are the sums, the trend and an idea.
func (v TeamView) numbers() []message.Block {
	parts := []any{}
	line := func(label, s string) {
		if s != "" {
			if len(parts) > 0 {
				parts = append(parts, "\n")
			}
			parts = append(parts, message.B(label), " "+s)
		}
	}
	if k := v.Kept; k != nil {
		line("Promises.", keptOf(k))
	}
	line("What customers brought up.", themeList(v.Themes))
	line("Let go most often.", themeList(v.Missed))
	line("Talk.", v.talk())
	var blocks []message.Block
	if len(parts) > 0 {
		blocks = append(blocks, section(parts...))
	}
	blocks = append(blocks, v.trend()...)
	if len(v.Missed) > 0 {
		if p := say("practise", v.Missed[0].Kind); p != "" {
			blocks = append(blocks, section(message.B("One idea to practise together:"), " "+p))
		}
	}
	return blocks
}

func keptOf(k *digest.Kept) string {
	if *k.OnTime == k.Settled {
		return fmt.Sprintf("All %d kept were on time.", k.Settled)
	}
	return fmt.Sprintf("%d of %d kept were on time.", *k.OnTime, k.Settled)
}

func themeList(ts []digest.Theme) string {
	s := ""
	for i, t := range ts[:min(len(ts), themesOfTeam)] {
		name := sayOr("theme", t.Kind)
		if i > 0 {
			s += ", "
			name = lowerFirst(name)
		}
		s += name + " in " + plural(t.Calls, "call")
	}
	if s != "" {
		s += "."
	}
	return s
}

// talk is "Discovery about half us; demo about 60 % us."
func (v TeamView) talk() string {
	s := ""
	for i, t := range v.Talk {
		if i > 0 {
			s += "; "
		}
		s += typeName(t.Type)
		if p := points(t.Share); p == 50 {
			s += " about half us"
		} else {
			s += fmt.Sprintf(" about %d %% us", p)
		}
	}
	if s == "" {
		return ""
	}
	return upperFirst(s) + "."
}

// trend is the weeks as a chart and a table; one alone in words.
func (v TeamView) trend() []message.Block {
	if len(v.Weeks) < 2 {
		return v.oneWeek()
	}
	return trend(v.Weeks)
}

// trend is weeks as a chart, and as a table in words and numbers; one alone is
// none. Dates are whole ones: the digest is read on other days too.
func trend(weeks []digest.TeamWeek) []message.Block {
	if len(weeks) < 2 {
		return nil
	}
	c := &message.Chart{Kind: "line", Title: "What customers let show, taken up, %", Series: []message.Series{{Name: "Team"}}}
	rows := [][]string{{"Week to", "Calls", "Kept on time", "Taken up"}}
	for _, w := range weeks {
		to := when.DateOf(w.To)
		row := []string{Day(to, to.AddDays(-7)), "–", "–", "–"}
		if w.Calls > 0 {
			row[1] = fmt.Sprint(w.Calls)
		}
		if k := w.Kept; k != nil && k.OnTime != nil {
			row[2] = fmt.Sprintf("%d of %d", *k.OnTime, k.Settled)
		}
		if w.TakenUp != nil {
			row[3] = inTen(*w.TakenUp)
			c.Labels = append(c.Labels, weekName(w.Label))
			c.Series[0].Values = append(c.Series[0].Values, float64(points(*w.TakenUp)))
		}
		rows = append(rows, row)
	}
	var blocks []message.Block
	if len(c.Labels) > 1 {
		blocks = append(blocks, message.Block{Kind: message.ChartOf, Chart: c})
	}
	return append(blocks, message.Block{Kind: message.TableOf, Table: filled(rows)})
}

// filled are the columns of a table that say something.
func filled(rows [][]string) [][]message.Text {
	out := make([][]message.Text, len(rows))
	for col := range rows[0] {
		if !slices.ContainsFunc(rows[1:], func(r []string) bool { return r[col] != "–" }) {
			continue
		}
		for i, r := range rows {
			out[i] = append(out[i], message.T(r[col]))
		}
	}
	return out
}

// weekName is "Week 47" of "2026-W47".
func weekName(label string) string {
	_, n, _ := strings.Cut(label, "-W")
	return "Week " + strings.TrimPrefix(n, "0")
}

func (v TeamView) oneWeek() []message.Block {
	share := v.Weeks[0].TakenUp
	if share == nil {
		return nil
	}
	return []message.Block{section(message.B("Listening."), " "+upperFirst(inTen(math.Min(*share, 1)))+" of what customers let show was taken up.")}
}

// shared are the calls that were shared, with the reader or by them.
func (v TeamView) shared() []message.Block {
	if len(v.Shared) == 0 {
		return nil
	}
	title := "Shared by you"
	if slices.ContainsFunc(v.Shared, func(s SharedCall) bool { return s.Rep != "" }) {
		title = "Shared with you"
	}
	blocks := []message.Block{{Kind: message.Divider}, section(message.B(title))}
	for _, s := range v.Shared[:min(len(v.Shared), shownShared)] {
		b := section(s.line(v.Today)...)
		e := button("Look", "share.look", s.ID)
		e.Aria = Shorten("Look at "+s.name(), labelSize)
		if s.Rep == "" {
			e = button("Stop sharing", "share.stop", s.ID)
			e.Aria = Shorten("Stop sharing "+s.name(), labelSize)
		}
		b.Accessory = &e
		blocks = append(blocks, b)
	}
	if more := len(v.Shared) - shownShared; more > 0 {
		blocks = append(blocks, context(fmt.Sprintf("And %d more.", more)))
	}
	return blocks
}

func (s SharedCall) name() string {
	if s.Customer == "" {
		return "a call"
	}
	return short(s.Customer)
}

func (s SharedCall) line(today when.Date) []any {
	parts := []any{message.B(upperFirst(s.name())), ", " + Day(s.At, today)}
	if s.Rep != "" {
		return append(parts, ", by ", message.User(s.Rep))
	}
	return append(parts, ", with ", message.User(s.To))
}

// WhoManages is /heed managers: who is named one, and for who may the button to
// change it.
func WhoManages(managers []string, admin bool, whom []string) message.Message {
	f := Field{Raw: joinIDs(managers), Kind: People}
	parts := []any{message.B("Managers:"), " ", f.Value(), ". They see ", Code("/heed team"), ", as everybody does, and what a rep shares with them; nobody's coaching."}
	if !admin {
		parts = append(parts, " To change who is one, ask ", admins(whom), ".")
	}
	m := message.Message{Blocks: []message.Block{section(parts...)}}
	row := actions(button("The team, as they see it", "ask.team", "team"))
	if admin {
		row.Elements = append(row.Elements, button("Change", "settings.open", "people"))
	}
	m.Blocks = append(m.Blocks, row)
	return m
}
