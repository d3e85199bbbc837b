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

// Types are the types of call that there is advice for, in the order in which
// they are offered.
var Types = []Type{Discovery, Demo, Negotiation, CheckIn}

// Unit of a threshold.
type Unit string

const (
	Share   Unit = "share" // 0 to 1
	Seconds Unit = "seconds"
	Count   Unit = "count"
)

// Limit is one threshold of thresholds.toml.
type Limit struct {
	Name        string   `toml:"-"`
	Label       string   `toml:"label"` // "" for one that a workspace can't change
	Unit        Unit     `toml:"unit"`
	Low         float64  `toml:"low"` // what a workspace may set
	High        float64  `toml:"high"`
	Any         *float64 `toml:"any"`
	Discovery   *float64 `toml:"discovery"`
	Demo        *float64 `toml:"demo"`
	Negotiation *float64 `toml:"negotiation"`
	CheckIn     *float64 `toml:"checkin"`
	Source      string   `toml:"source"`
}

// Default is the built-in value for a type of call; ok is false where there
// is to be no advice.
func (l *Limit) Default(t Type) (value float64, ok bool) {
	own := map[Type]*float64{Discovery: l.Discovery, Demo: l.Demo, Negotiation: l.Negotiation, CheckIn: l.CheckIn}[t]
	switch {
	case own != nil:
		return *own, true
	case l.Any != nil:
		return *l.Any, true
	}
	return 0, false
}

var limits = sync.OnceValue(func() []Limit {
	byName := map[string]Limit{}
	meta, err := toml.Decode(thresholdFile, &byName)
	if err != nil {
		panic("analyze: thresholds.toml: " + err.Error()) // embedded: a mistake of the program
	}
	var out []Limit
	for _, key := range meta.Keys() {
		if len(key) == 1 {
			l := byName[key[0]]
			l.Name = key[0]
			out = append(out, l)
		}
	}
	return out
})

// Limits are the thresholds that a workspace may change, in the order of
// thresholds.toml.
func Limits() []Limit {
	var out []Limit
	for _, l := range limits() {
		if l.Label != "" {
			out = append(out, l)
		}
	}
	return out
}

// LimitOf is a threshold by its name; the zero Limit if there is none.
func LimitOf(name string) Limit {
	for _, l := range limits() {
		if l.Name == name {
			return l
		}
	}
	return Limit{}
}

// Bar is the number that a finding was compared with.
type Bar struct {
	Name  string  `json:"name"` // of thresholds.toml
	Value float64 `json:"value"`
	Own   bool    `json:"own,omitempty"` // set by the workspace, not built in
}

// bar is the threshold for the call's type; ok is false where there is to be
// no advice.
func (d *document) bar(name string) (b Bar, ok bool) {
	if v, own := d.Opt.Thresholds[d.Type][name]; own {
		return Bar{name, v, true}, true
	}
	l := LimitOf(name)
	v, ok := l.Default(d.Type)
	return Bar{Name: name, Value: v}, ok
}

// threshold is the value of bar.
func (d *document) threshold(name string) (float64, bool) {
	b, ok := d.bar(name)
	return b.Value, ok
}

// ratioBar is bar for a share of what was said: of a call whose type isn't
// known nothing is too much.
func (d *document) ratioBar(name string) (Bar, bool) {
	if d.Type == UnknownType {
		return Bar{}, false
	}
	return d.bar(name)
}
