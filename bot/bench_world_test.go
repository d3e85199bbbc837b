package bot_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The world that the measurements run in: names and notes put together from
// parts, so that there are as many of each as a measurement asks for.

var (
	nameFirst = strings.Fields("Alder Amber Aspen Birch Bramble Brook Cedar Chalk Cinder Clover Copper Coral Cotton Crane Crescent Dale Delta Ember Falcon Fern Field Flint Forge Fox Garnet Glen Granite Grove Harbor Hawthorn Hazel Heath Heron Hollow Indigo Iron Ivory Jasper Juniper Kestrel Lake Lantern Larch Laurel Linden Magnet Maple Marble Meadow Mill Mistral Moss North Oak Onyx Orchard Osprey Otter Pebble Pine Plover Poplar Prairie Quartz Quill Raven Reed Ridge River Robin Rowan Saffron Sable Sage Salt Sand Sequoia Silver Slate Spruce Sterling Stone Summit Swift Tallow Teal Thistle Timber Topaz Umber Vale Violet Walnut Warren Willow Winter Wren Yarrow Yew Zephyr Zinc")
	nameLast  = strings.Fields("Foods Dental Logistics Marine Freight Labs Textiles Motors Bakery Clinics Partners Hotels Energy Systems Packaging Optics Brewing Builders Insurance Media Farms Robotics Paper Tools Interiors Pharma Ceramics Security Travel Studios Plastics Schools Networks Outdoor Chemicals Coatings Printing Glass Aviation Wines Fashion Tiles Roofing Fisheries Garages Analytics Housing Cycles Pumps Instruments Steel Furniture Bank Archive Lighting Cables Bearings Turbines Cranes Valves Nurseries Publishing Couriers Ferries Dairies Orchards Mills Quarries Surgeries Kitchens Laundry Electrics Heating Plumbing Forestry Shipping Rentals Repairs Events Catering Sports Toys Games Music Books Records Software Cloud Telecom Sensors Metering Recycling Water Solar Wind Rail Trucks Vans Parcels")
	given     = strings.Fields("Ana Ben Cleo Dora Emil Fay Gus Hana Ines Jude Kofi Lena Milo Nora Omar Pia Quinn Rosa Sami Tess Uma Vito Wes Xenia Yara Zoe Arlo Bea Carl Dina")
	family    = strings.Fields("Ruiz Okafor Marsh Quist Lund Reed Verhey Roy Said Park Osei Bell Joshi Falk Nair Brandt Costa Dahl Egan Frost Gupta Hale Ivers Jonas Kerr Lowe Moss Nolan Ortiz Pratt Quinn Rossi Stahl Tran Ulm Voss Webb Xu Young Zeller")
)

// customerName is the nth of ten thousand names.
func customerName(n int) string {
	return nameFirst[n%len(nameFirst)] + " " + nameLast[n/len(nameFirst)%len(nameLast)]
}

// personName is the nth of twelve hundred names.
func personName(n int) string {
	return given[n%len(given)] + " " + family[n/len(given)%len(family)]
}

// noteText is a call note about a customer. Code appears in its first promise
// and in nothing else, so the message that coaches on the note can be told.
func noteText(rng *rand.Rand, customer, code string) string {
	pick := func(s []string) string { return s[rng.IntN(len(s))] }
	who := pick(given) + " " + pick(family)
	var b strings.Builder
	fmt.Fprintf(&b, pick([]string{"Call with %s, %s", "Spoke to %s today, %s joined", "Call with %s (%s)"})+"\n", customer, who)
	for _, at := range rng.Perm(len(noteLines))[:2+rng.IntN(3)] {
		b.WriteString("- " + noteLines[at] + "\n")
	}
	if rng.IntN(2) == 0 {
		b.WriteString("- we showed them the new dashboard, they liked the export\n")
	}
	fmt.Fprintf(&b, "- I'll send the quote %s by %s\n", code, pick([]string{"Friday", "Tuesday", "tomorrow", "the end of next week"}))
	if rng.IntN(3) == 0 {
		fmt.Fprintf(&b, "- %s sends us a sample file next week\n", who[:strings.IndexByte(who, ' ')])
	}
	return b.String()
}

var noteLines = []string{
	"worried about the handover, \"the last vendor left us alone after signing\"",
	"they lose two hours a day to double booking",
	"month end takes nine days, they want it done in three",
	"\"honestly the night shift just stopped reporting faults\"",
	"budget is 40k, decided by the board in March",
	"they had an outage in spring and nobody called them back",
	"training is their biggest fear, two people left this year",
	"the CFO wants numbers before anybody travels",
	"they compare us with the spreadsheet they have, not with another tool",
	"their data protection officer has to sign off first",
	"she is moving house next month and is off for two weeks",
	"\"if the import breaks once more I am going back to paper\"",
}

// chatter is what else is said in a channel of notes.
func chatter(rng *rand.Rand) string {
	said := []string{
		"morning all", "anyone seen the projector?", "lunch at twelve?", ":tada:", "thanks!",
		"can somebody cover the booth on Thursday, I'm on the train until two",
		"the new price list is on the drive", "ok", "great work everybody",
		"reminder: expense reports are due", "does the demo tenant work for you? mine hangs at the login",
		"<https://example.com/news|interesting read about our market>", "back in ten",
	}
	return said[rng.IntN(len(said))]
}
