package voice

import (
	"fmt"

	"heed/bot/followup"
	"heed/bot/message"
)

// CalendarName is what the calendar of promises is called.
const CalendarName = "Promises (Heed)"

// EventTitle is a promise in a calendar: whom it is for and what it is, and no
// words of theirs, as calendars are seen by many.
func EventTitle(f *followup.FollowUp, customer string) string {
	title := action(f, 80)
	if name := forCustomer(f, customer); name != "" {
		title = Shorten(customer, 30) + ": " + title
	}
	if f.DueTime != "" {
		title += " (" + f.DueTime + ")"
	}
	return title
}

// Calendar goes with the file.
func Calendar(n, undated int) message.Message {
	words := plural(n, "promise") + " with a date, to import into your calendar. Importing a newer file moves what has moved; what is done stays there until you delete it."
	if undated > 0 {
		words += fmt.Sprintf(" Without a date, and so not in it: %d.", undated)
	}
	return Say(words)
}

// NoCalendar says that there is nothing to put into one.
func NoCalendar(undated int) message.Message {
	if undated > 0 {
		return Say("None of your open promises has a date, so there is nothing to put into a calendar. ", Code("/heed followups"), " shows them; Edit sets a date.")
	}
	return Say("Nothing of yours is open, so there is nothing to put into a calendar.")
}

// CalendarComes answers a command, where the file itself can't be shown.
func CalendarComes() message.Message {
	return Say("The file comes as a direct message.")
}

// CalendarFailed says that no file can be handed over.
func CalendarFailed() message.Message {
	return Say("I couldn't hand you the calendar file: Slack doesn't let me upload files here. Your promises are untouched, and ", Code("/heed followups"),
		" lists them. An admin can allow it: the app's optional permission ", Code("files:write"), ".")
}
