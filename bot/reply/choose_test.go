package reply

import "testing"

func TestChoose(t *testing.T) {
	two := []string{"send the security questionnaire · Northgate Foods", "send the pricing · Northgate Foods", "Both"}
	one := []string{"Northgate Foods"}
	for _, c := range []struct {
		labels []string
		says   map[string]string
	}{
		{two, map[string]string{
			"the pricing one": "1", "pricing": "1", "The pricing.": "1", "the second": "1", "2": "1", "#2": "1", "number 2": "1", "the last one": "1",
			"first": "0", "the first one please": "0", "questionaire": "0", "both": "2", "both of them": "2", "all": "2", "all of them": "2",
			"neither": "no", "none of these": "no", "no": "no", "No, thanks": "no", "nope": "no",
			"yes": "-", "northgate": "-", "3": "-", "pricing done": "-", "pricing Friday": "-", "the pricing?": "-", "not the pricing": "-",
			"Call with Acme": "-", "🎉": "-", "": "-", "no budget": "-", "the pricing for the theatre": "-",
		}},
		{one, map[string]string{
			"yes": "0", "Yes!": "0", "yes please": "0", "yep, that one": "0", "ok": "0", "northgate": "0", "the first": "0", "1": "0",
			"no": "no", "yes and the pricing is sent": "-", "yes, push it to Friday": "-", "Acme": "-", "thanks": "-",
		}},
	} {
		for text, want := range c.says {
			at, choice := Choose(text, c.labels)
			got := map[Choice]string{NoChoice: "-", Neither: "no"}[choice]
			if choice == Chosen {
				got = string(rune('0' + at))
			}
			if got != want {
				t.Errorf("%q of %q: got %s, want %s", text, c.labels, got, want)
			}
		}
	}
}
