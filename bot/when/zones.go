package when

import (
	"sync"
	"time"
)

// zones keeps what Zone has read. Nobody can change a Location, so that it is
// no state; and there are some six hundred.
var zones sync.Map // name → *time.Location

// Zone is time.LoadLocation, which opens and reads a file each time: 20 µs,
// which a list of hundreds of customers can't spend on each.
func Zone(name string) (*time.Location, error) {
	if loc, ok := zones.Load(name); ok {
		return loc.(*time.Location), nil
	}
	loc, err := time.LoadLocation(name)
	if err == nil {
		zones.Store(name, loc)
	}
	return loc, err
}
