package voice

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"heed/bot/analyze"
	"heed/bot/message"
)

// ThresholdsCallback is the form of the thresholds of one type of call.
const ThresholdsCallback = "thresholds"

// Threshold is a value with its unit: "60 %", "150 seconds", "11".
func Threshold(l analyze.Limit, v float64) string {
	switch l.Unit {
	case analyze.Share:
		return number(v*100) + " %"
	case analyze.Seconds:
		if m := v / 60; v >= 300 && m == math.Trunc(m) {
			return number(m) + " minutes"
		}
		return number(v) + " seconds"
	}
	return number(v)
}

// ReadThreshold reads what Threshold writes, with or without its unit.
func ReadThreshold(l analyze.Limit, s string) (v float64, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	times := 1.0
	for _, unit := range []string{"%", "per cent", "percent", "minutes", "minute", "min", "seconds", "second", "sec", "s"} {
		if short, found := strings.CutSuffix(s, unit); found {
			if s = strings.TrimSpace(short); unit[0] == 'm' {
				times = 60
			}
			break
		}
	}
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || math.IsNaN(v) {
		return 0, false
	}
	switch l.Unit {
	case analyze.Share:
		v /= 100
	case analyze.Seconds:
		v *= times
	}
	return v, true
}

// number writes a value without digits that say nothing.
func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// bar is the value in force for a type; ok is false where there is none.
func bar(own analyze.Thresholds, l analyze.Limit, t analyze.Type) (v float64, ok bool) {
	if v, ok := own[l.Name]; ok {
		return v, true
	}
	return l.Default(t)
}

// Thresholds lists what findings are compared with, by type of call; change
// says that the reader may.
func Thresholds(own map[analyze.Type]analyze.Thresholds, change bool) message.Message {
	blocks := []message.Block{section(message.B("What is much, and what is little"), "\nI compare calls with these numbers. They are other people's averages or my own guess, never the truth; yours may be better.")}
	every, changed := []any{message.B("Every type")}, false
	for _, l := range analyze.Limits() {
		if v, ok := common(own, l); ok {
			every = append(every, "\n• "+l.Label+": "+Threshold(l, v))
		}
	}
	for _, t := range analyze.Types {
		parts := []any{message.B(upperFirst(typeName(t)))}
		for _, l := range analyze.Limits() {
			v, ok := bar(own[t], l, t)
			if _, all := common(own, l); all || !ok {
				continue
			}
			parts = append(parts, "\n• "+l.Label+": "+Threshold(l, v))
			if _, mine := own[t][l.Name]; mine {
				changed = true
				parts = append(parts, " (set here; "+builtIn(l, t)+")")
			}
		}
		b := section(parts...)
		if change {
			e := button("Change", "thresholds.edit", string(t))
			e.Aria = "Change the thresholds of " + typeName(t)
			b.Accessory = &e
		}
		blocks = append(blocks, b)
	}
	if len(every) > 1 {
		blocks = append(blocks, section(every...))
	}
	if changed && change {
		reset := button("Back to Heed's own", "thresholds.reset", "all")
		reset.Confirm = "All thresholds that were set here become Heed's own again. You can undo it."
		blocks = append(blocks, actions(reset))
	}
	return message.Message{Blocks: append(blocks, context("A call of a type that I can't tell gets no advice on shares. Where each number comes from stands in the form and behind Why?"))}
}

// common is the value that all types have, if it is Heed's own.
func common(own map[analyze.Type]analyze.Thresholds, l analyze.Limit) (v float64, ok bool) {
	for i, t := range analyze.Types {
		built, has := l.Default(t)
		if _, mine := own[t][l.Name]; mine || !has || i > 0 && built != v {
			return 0, false
		}
		v = built
	}
	return v, true
}

// builtIn is "Heed's own is 50 %".
func builtIn(l analyze.Limit, t analyze.Type) string {
	if v, ok := l.Default(t); ok {
		return "Heed's own is " + Threshold(l, v)
	}
	return "Heed has none"
}

// ThresholdsForm edits the thresholds of one type of call.
func ThresholdsForm(t analyze.Type, own analyze.Thresholds) message.View {
	v := message.View{
		Callback: ThresholdsCallback, Title: "Calls: " + typeName(t), Submit: "Save", Close: "Cancel", Private: Luggage{ID: string(t)}.pack(),
		Blocks: []message.Block{context("From the next call on, for the whole workspace. An empty field is Heed's own number again.")},
	}
	for _, l := range analyze.Limits() {
		initial := ""
		if now, ok := bar(own, l, t); ok {
			initial = Threshold(l, now)
		}
		label := l.Label
		if l.Unit == analyze.Share {
			label += ", in %"
		}
		v.Blocks = append(v.Blocks, hint(optional(input(l.Name, label, message.Element{Kind: message.TextInput, Initial: initial, MaxLength: 20})), upperFirst(builtIn(l, t))+". "+stop(l.Source)))
	}
	return v
}

// WrongThreshold says why a number can't be taken; "" if it can.
func WrongThreshold(l analyze.Limit, s string) string {
	v, ok := ReadThreshold(l, s)
	if !ok {
		return "That is no number. An example: " + Threshold(l, math.Round((l.Low+l.High)*50)/100) + ". Empty is Heed's own."
	}
	if v < l.Low || v > l.High {
		return fmt.Sprintf("Between %s and %s, or empty for Heed's own.", Threshold(l, l.Low), Threshold(l, l.High))
	}
	return ""
}

// ThresholdChange is one number that was changed; nil is none.
type ThresholdChange struct {
	Type     analyze.Type
	Limit    analyze.Limit
	Was, Now *float64
}

// Changed puts it into words.
func (c ThresholdChange) Changed() Changed {
	return Changed{upperFirst(typeName(c.Type)) + ", " + lowerFirst(c.Limit.Label), message.T(c.value(c.Was)), message.T(c.value(c.Now))}
}

func (c ThresholdChange) value(v *float64) string {
	if v == nil {
		return "none"
	}
	return Threshold(c.Limit, *v)
}
