package store

// Schema is the version of the schema that this version of Heed writes.
func Schema() int { return 1 + len(migrations()) }

// migrations are the steps from version 1 on: the first leads to version 2.
// A released step is never changed or removed.
func migrations() []Migration { return nil }

// tables are all tables there are, for Check. A record's table that is not
// listed here is not checked.
func tables() []Checker {
	return []Checker{
		inboxTable, effectTable,
		inboxQueue, outboxQueue,
		Erasures, Workspaces, SettingChanges, People, Watches, Nudges, Marks, Shares, TeamWeeks, DigestPosts,
		Calls, Sources, Aliases, Unreads, Customers, CustomerNames, Pulses, Facts, FollowUps,
		Deeds, Stories,
		Segments, FindChanges,
		words{},
		pulses{},
	}
}
