package story

import "testing"

func TestSharable(t *testing.T) {
	for q, want := range map[string]bool{
		"What would have to be true for you to skip the pilot?":                 true,
		"If you could change one thing about month end, where would you begin?": true,
		"Why is that so?": false,
		"So it's less about speed and more about being able to stand behind it?": false,
		"And how would you judge after three months whether it works?":           false,
		"What happens if it isn't there by the 14th of March?":                   false,
		"I wonder what would have to be different in the spring.":                false,
		"Is that something that the whole of your team would want?":              false,
		"": false,
	} {
		if got := Sharable(q); got != want {
			t.Errorf("%q: %v", q, got)
		}
	}
}
