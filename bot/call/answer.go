package call

// Answer is what a person says when asked who a speaker is.
type Answer string

const (
	Me       Answer = "me"       // the rep whose call it is
	MyTeam   Answer = "team"     // a colleague of the rep
	TheirOwn Answer = "customer" // somebody on the customer's side
	NotThere Answer = "absent"   // a voice that isn't in the call
	NoIdea   Answer = "open"     // takes an earlier answer back
)

// Known reports whether a is one of the answers there are.
func (a Answer) Known() bool {
	switch a {
	case Me, MyTeam, TheirOwn, NotThere, NoIdea:
		return true
	}
	return false
}

// Alias is the answer as Read takes it; rep is the Slack user who is "me".
func (a Answer) Alias(rep string) Alias {
	switch a {
	case Me:
		return Alias{Side: Rep, User: rep}
	case MyTeam:
		return Alias{Side: Rep}
	case TheirOwn:
		return Alias{Side: Customer}
	case NotThere:
		return Alias{Absent: true}
	}
	return Alias{}
}

// FullName reports whether a label is a name of two words or more, so that it
// is likely to mean one person wherever it stands.
func FullName(label string) bool {
	return !isGeneric(label) && len(parseLabel(label).name) > 1
}
