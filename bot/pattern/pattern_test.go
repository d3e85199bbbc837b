package pattern

import "testing"

func TestOf(t *testing.T) {
	wrong := Of(`(`) // not compiled yet
	word := Of(`^\w+$`)
	if !word().MatchString("crane") || word().MatchString("two cranes") {
		t.Error("^\\w+$ doesn't match a word only")
	}
	if first := word(); first != word() {
		t.Error("compiled twice")
	}
	defer func() {
		if recover() == nil {
			t.Error("a wrong expression went unnoticed")
		}
	}()
	wrong()
}
