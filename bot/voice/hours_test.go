package voice

import (
	"heed/bot/followup"
)

// hoursScenes are about working hours and days off.
func (p people) hoursScenes() []scene {
	off := followup.Span{From: friday.AddDays(34), To: friday.AddDays(43)}
	one := followup.Span{From: friday.AddDays(1), To: friday.AddDays(1)}
	return []scene{
		msg("hours", "away", AwaySet(off, friday.AddDays(45), friday)),
		msg("hours", "away for a day", AwaySet(one, friday.AddDays(3), friday)),
		msg("hours", "what is set", AwayIs([]followup.Span{one, off}, friday)),
		msg("hours", "nothing is set", AwayIs(nil, friday)),
		msg("hours", "not understood", AwayHow()),
		msg("hours", "working hours not understood", HoursHow()),
		msg("hours", "back", Back(true)),
		msg("hours", "back from nowhere", Back(false)),
		msg("calendar", "a file", Calendar(3, 0)),
		msg("calendar", "some without a date", Calendar(1, 2)),
		msg("calendar", "nothing dated", NoCalendar(2)),
		msg("calendar", "nothing open", NoCalendar(0)),
		msg("calendar", "on its way", CalendarComes()),
		msg("calendar", "declined", CalendarFailed()),
	}
}
