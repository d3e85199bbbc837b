package when

import (
	"strings"
	"time"
)

// DayFirstIn guesses from a zone how its people write 3/4: with the day
// first, except in the United States, east Asia and where the zone says
// nothing (UTC). A workspace that knows better sets Options.DayFirst itself.
func DayFirstIn(loc *time.Location) bool {
	name := strings.ToLower(loc.String())
	for _, z := range words.monthFirst {
		if name == z || strings.HasSuffix(z, "/") && strings.HasPrefix(name, z) {
			return false
		}
	}
	return true
}
