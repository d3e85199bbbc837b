package setting

import (
	"strings"
	"unicode"

	"heed/bot/when"
)

// regions are where the IANA database files its cities.
var regions = []string{"Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian"}

// zoneCalled is the IANA zone that somebody means: its name, in whatever case
// ("europe/london"), or a city's ("new york"). It is "" for none, and for
// "Local", which is the zone of the machine that Heed runs on. Abbreviations
// are no zones here: "EST" is Panama's, which has no summer time.
func zoneCalled(raw string) string {
	name := strings.TrimSpace(raw)
	switch strings.ToUpper(name) {
	case "", "LOCAL":
		return ""
	case "UTC", "GMT":
		return "UTC"
	}
	region, city, has := strings.Cut(name, "/")
	switch {
	case !has:
		city = name
	case known(name):
		return name
	}
	for _, r := range regions {
		if has && !strings.EqualFold(r, region) {
			continue
		}
		if zone := r + "/" + cityCase(city); known(zone) {
			return zone
		}
	}
	return ""
}

func known(zone string) bool {
	_, err := when.Zone(zone)
	return err == nil
}

// cityCase writes a city as the database does: "new york" is New_York, and so
// is each part of "argentina/buenos aires".
func cityCase(city string) string {
	out := []rune(strings.Join(strings.Fields(strings.ReplaceAll(city, "_", " ")), "_"))
	begins := true
	for i, r := range out {
		if begins {
			out[i] = unicode.ToUpper(r)
		} else {
			out[i] = unicode.ToLower(r)
		}
		begins = r == '_' || r == '/' || r == '-'
	}
	return string(out)
}
