package when

import (
	"testing"
	"time"
)

func TestZone(t *testing.T) {
	for _, name := range []string{"Europe/Madrid", "Asia/Kolkata", "", "UTC"} {
		want, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			got, err := Zone(name)
			if err != nil || got.String() != want.String() {
				t.Errorf("%q: %v, %v; want %v", name, got, err, want)
			}
		}
	}
	first, _ := Zone("Europe/Madrid")
	if second, _ := Zone("Europe/Madrid"); first != second {
		t.Error("read twice")
	}
	for range 2 {
		if loc, err := Zone("Europe/Nowhere"); err == nil {
			t.Errorf("%v is no zone", loc)
		}
	}
}
