package voice

// DateStyle is how somebody wants dates to be written; "" is DayFirst.
type DateStyle string

// The styles of a date: "Fri 27 Nov", "Fri, Nov 27" and "Fri 2026-11-27".
const (
	DayFirst   DateStyle = ""
	MonthFirst DateStyle = "month"
	ISO        DateStyle = "iso"
)
