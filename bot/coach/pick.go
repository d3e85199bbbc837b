package coach

import (
	_ "embed"
	"strings"

	"heed/bot/analyze"
	"heed/store"
	"heed/store/kv"
)

//go:embed pick.txt
var pickFile string

// rank orders findings by what matters most; pick.txt documents why.
var rank = func() map[string]int {
	out := map[string]int{}
	for line := range strings.Lines(pickFile) {
		if f := strings.Fields(line); len(f) > 0 && !strings.HasPrefix(f[0], "#") {
			out[f[0]] = len(out)
		}
	}
	return out
}()

// picked is the one praise and the one try that a rep hears after a call.
type picked struct{ Praise, Try *analyze.Finding }

// tired is how often a rep may take back findings of a kind before that kind
// is left out.
const tired = 3

// pick chooses by the documented order; of one kind the earlier in the call.
// The finding that the rep took back is not said again, nor a kind that they
// keep taking back.
func (u *unit) pick(c *store.Call) (picked, error) {
	p, _, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return picked{}, err
	}
	var out picked
	for i := range c.Report.Findings {
		f := &c.Report.Findings[i]
		if f.ID == c.NotRight || f.Tone == analyze.Try && p.NotRight[f.ID] >= tired {
			continue
		}
		slot := &out.Try
		if f.Tone == analyze.Praise {
			slot = &out.Praise
		}
		if *slot == nil || order(f) < order(*slot) {
			*slot = f
		}
	}
	return out, nil
}

func order(f *analyze.Finding) int {
	if n, ok := rank[f.ID]; ok {
		return n
	}
	return len(rank)
}
