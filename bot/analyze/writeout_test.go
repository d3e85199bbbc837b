package analyze

import (
	"strings"
	"testing"

	"heed/bot/text"
)

func TestWrittenOut(t *testing.T) {
	v := text.NewVocabulary(0)
	r := newPhraseReader(v)
	out := func(s string) []text.Token { return r.write(nil, v.AppendTokens(nil, s)) }
	for _, test := range []struct{ said, want string }{
		{"I'll, um, I'll send it", "i will send it"},
		{"we won't, we can't", "we will not , we can not"},
		{"il ring him", "i will ring him"},
		{"he felt ill today", "he felt ill today"},
		{"gonna drop by", "going to drop by"},
		{"let's see what they've got", "let us see what they have got"},
		{"the the list", "the list"},
	} {
		var got []string
		for _, w := range out(test.said) {
			got = append(got, w.Lower)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%q: %q, want %q", test.said, s, test.want)
		}
	}
}

func TestVerbForms(t *testing.T) {
	for word, want := range map[string]verbForm{
		"sends": {"send", sForm}, "sent": {"send", pastForm}, "sending": {"send", ingForm}, "send": {"send", baseForm},
		"shipped": {"ship", pastForm}, "shipping": {"ship", ingForm}, "copies": {"copy", sForm}, "tried": {"try", pastForm},
		"preparing": {"prepare", ingForm}, "fixes": {"fix", sForm}, "put": {"put", baseForm}, "getting": {"get", ingForm},
	} {
		if got := verbForms()[word]; got != want {
			t.Errorf("%q: %+v, want %+v", word, got, want)
		}
	}
}
