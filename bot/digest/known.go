package digest

// Known is what one rep made of Get to Know Your Customers Day.
type Known struct {
	Rep       string
	Customers int // that they were in touch with
	Details   int // that were learnt of these since
}

// KnownSum is what the team made of it.
type KnownSum struct{ Customers, Details int }

// knownSum adds up those who were in touch with somebody; nil with fewer than
// MinReps.
func knownSum(all []Known) *KnownSum {
	var sum KnownSum
	reps := map[string]bool{}
	for _, k := range all {
		if k.Customers > 0 {
			reps[k.Rep] = true
			sum.Customers, sum.Details = sum.Customers+k.Customers, sum.Details+k.Details
		}
	}
	if len(reps) < MinReps {
		return nil
	}
	return &sum
}
