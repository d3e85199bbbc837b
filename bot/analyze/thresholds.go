package analyze

import (
	_ "embed"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed thresholds.toml
var thresholdFile string

// Thresholds are values that findings compare with, for one type of call, by
// the names of thresholds.toml.
type Thresholds map[string]float64

// limit is one threshold by type of call; nil gives no advice.
type limit struct {
	Any         *float64 `toml:"any"`
	Discovery   *float64 `toml:"discovery"`
	Demo        *float64 `toml:"demo"`
	Negotiation *float64 `toml:"negotiation"`
	CheckIn     *float64 `toml:"checkin"`
	Source      string   `toml:"source"`
}

var limits = sync.OnceValue(func() map[string]limit {
	out := map[string]limit{}
	if err := toml.Unmarshal([]byte(thresholdFile), &out); err != nil {
		panic("analyze: thresholds.toml: " + err.Error()) // embedded: a mistake of the program
	}
	return out
})

// threshold returns a value for the call's type, and false where there is to
// be no advice.
func (d *document) threshold(name string) (float64, bool) {
	if v, ok := d.Opt.Thresholds[d.Type][name]; ok {
		return v, true
	}
	l := limits()[name]
	own := map[Type]*float64{Discovery: l.Discovery, Demo: l.Demo, Negotiation: l.Negotiation, CheckIn: l.CheckIn}[d.Type]
	switch {
	case own != nil:
		return *own, true
	case l.Any != nil:
		return *l.Any, true
	}
	return 0, false
}

func source(name string) string { return limits()[name].Source }
