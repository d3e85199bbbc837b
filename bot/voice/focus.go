package voice

import (
	"fmt"

	"heed/bot/message"
	"heed/bot/pick"
)

// Focus is what a coaching message says about the rep's focus.
type Focus struct {
	Key    string
	N      int        // the how-many-th of its calls; 0: chosen with this call
	Here   pick.Tally // of this call
	Before pick.Tally // with the last: of the calls before
	After  pick.Tally // and of those in the focus

	Missing, Of int // chosen with this call: where its tries came up lately
}

// focus is the part of a coaching message about the focus.
func (f Feedback) focus() []message.Block {
	x := f.Focus
	switch {
	case x == nil:
		return nil
	case x.N == 0:
		return []message.Block{f.chosen()}
	case x.N >= pick.Length:
		return []message.Block{f.lookBack()}
	}
	left := fmt.Sprintf("%s more calls on ", upperFirst(inWords(pick.Length-x.N)))
	if x.N == pick.Length-1 {
		left = "One more call on "
	}
	return []message.Block{context(f.here()+" "+left, message.I(say("focus", x.Key)), ", then we look back.")}
}

// here says how it went in this call: "2 of 3 taken up here."
func (f Feedback) here() string {
	x, t := f.Focus, f.Focus.Here
	switch {
	case t.Of != 1:
		return upperFirst(tally(x.Key, t)) + " here."
	case t.Done == t.Of:
		return vary("focus done", "all", f.Nth)
	default:
		return vary("focus done", "none", f.Nth)
	}
}

// chosen tells of a focus that Heed chose with this call.
func (f Feedback) chosen() message.Block {
	x := f.Focus
	b := section(message.B("For your next three calls:"), " ", message.I(say("focus", x.Key)),
		fmt.Sprintf(". It would have helped in %d of your last %d.", x.Missing, x.Of))
	b.Accessory = &message.Element{Kind: message.Overflow, Action: "focus.menu", Aria: "Change the focus", Options: []message.Option{
		{Label: "Something else …", Value: "form:call/" + f.Call},
		{Label: "No focus", Value: "stop:" + f.Call},
	}}
	return b
}

// lookBack compares before and after, in counts.
func (f Feedback) lookBack() message.Block {
	x := f.Focus
	b := section(message.B("Looking back"), " on ", message.I(say("focus", x.Key)), ": "+compare(x)+" ", vary("focus back", trendOf(x.Before, x.After), f.Nth))
	again := button("Take it again", "focus.choose", x.Key)
	b.Accessory = &again
	return b
}

// compare is "before, 1 of 5 taken up; in these three calls, 4 of 6."
func compare(x *Focus) string {
	b, _ := pick.BehaviourOf(x.Key)
	t, these := x.After, "these "+inWords(x.After.Calls)+" calls"
	if t.Calls == 1 {
		these = "this call"
	}
	switch {
	case t.Calls < 2 && b.Counts == pick.ByCalls:
		return "the other calls of it are deleted, and one says little."
	case x.Before.Calls == 0 || b.Counts == pick.ByCalls && x.Before.Calls == 1:
		if b.Counts == pick.ByCalls {
			return fmt.Sprintf("%d of %s %s.", t.Done, these, say("focus counted", x.Key))
		}
		return tally(x.Key, t) + " in " + these + "."
	case b.Counts == pick.ByQuestions:
		return fmt.Sprintf("before, %s; in %s, %d.", tally(x.Key, x.Before), these, t.Done)
	case b.Counts == pick.ByCues:
		return fmt.Sprintf("before, %s; in %s, %d of %d.", tally(x.Key, x.Before), these, t.Done, t.Of)
	}
	return fmt.Sprintf("before, %s; of %s, %d.", tally(x.Key, x.Before), these, t.Done)
}

// tally is "2 of 3 taken up", "4 questions about what matters to them" or "1
// of 3 calls ended with a day".
func tally(key string, t pick.Tally) string {
	b, _ := pick.BehaviourOf(key)
	counted := say("focus counted", key)
	switch b.Counts {
	case pick.ByQuestions:
		return plural(t.Done, "question") + " " + counted
	case pick.ByCues:
		return fmt.Sprintf("%d of %d %s", t.Done, t.Of, counted)
	}
	return fmt.Sprintf("%d of %s %s", t.Done, plural(t.Of, "call"), counted)
}

// trendOf is what the counts say: more, same, less, or first where there is
// nothing before.
func trendOf(before, after pick.Tally) string {
	if before.Calls == 0 || after.Calls < 2 {
		return "first"
	}
	b, a := before.Done*after.Calls, after.Done*before.Calls
	if after.Of > 0 && before.Of > 0 {
		b, a = before.Done*after.Of, after.Done*before.Of
	}
	switch {
	case a > b:
		return "more"
	case a < b:
		return "less"
	}
	return "same"
}

var smallNumbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

func inWords(n int) string {
	if n >= 0 && n < len(smallNumbers) {
		return smallNumbers[n]
	}
	return fmt.Sprint(n)
}
