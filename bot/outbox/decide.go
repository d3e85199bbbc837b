package outbox

import (
	"errors"
	"time"

	"heed/store"
)

const (
	// maxDoubts is how often an effect is sent whose answer is lost each
	// time. One that Slack breaks on every time must not hold up its lane.
	maxDoubts = 6

	// maxRetries with waits of up to maxWait outlast an outage of ten hours.
	maxRetries = 70
	firstWait  = time.Second
	maxWait    = 10 * time.Minute

	// A history that can't be read for the moment is tried again for this
	// long before the effect counts as one that can't be looked up.
	maxBlind   = time.Hour
	personWait = time.Minute

	looks = 2 // in vain, before an effect is sent again
)

// afterSend says what an attempt to send means for the effect.
func afterSend(e store.Effect, r Receipt, err error, now time.Time) store.Outcome {
	if err == nil {
		return store.Outcome{State: store.Sent, Channel: r.Channel, TS: r.TS}
	}
	o := store.Outcome{State: store.Pending, Error: reason(err)}
	switch c := asError(err); c.Class {
	case RateLimited:
		o.Uncounted, o.NotBefore = true, now.Add(max(c.After, firstWait))
	case NeedsPerson:
		o.Uncounted, o.NotBefore = true, now.Add(personWait)
	case Terminal:
		o.State = store.Failed
	case Retry:
		o = again(e, o, maxRetries, now)
	default:
		switch {
		case e.AtMostOnce():
			o.State, o.Error = store.Dropped, "it may have been shown: "+o.Error
		case e.Repeatable():
			o = again(e, o, maxRetries, now)
		default:
			o.State, o.NotBefore = store.Unknown, now.Add(store.SettleTime)
		}
	}
	return o
}

// again is o with the wait before the next attempt, or a failure for good
// after limit attempts.
func again(e store.Effect, o store.Outcome, limit int, now time.Time) store.Outcome {
	if e.Attempt >= limit {
		o.State, o.Error = store.Failed, "given up: "+o.Error
		return o
	}
	wait := firstWait
	for range e.Attempt - 1 {
		wait = min(2*wait, maxWait)
	}
	o.State, o.NotBefore = store.Pending, now.Add(wait)
	return o
}

// withoutLook settles an effect of unknown fate that needs no look.
func withoutLook(e store.Effect, now time.Time) (store.Outcome, bool) {
	switch {
	case e.AtMostOnce():
		return store.Outcome{State: store.Dropped, Error: "it may have been shown"}, true
	case e.Repeatable():
		return resend(e, "", now), true
	}
	return store.Outcome{}, false
}

// afterLook says what a look means for an effect of unknown fate.
func afterLook(e store.Effect, r Receipt, found bool, err error, now time.Time) store.Outcome {
	o := store.Outcome{State: store.Unknown, Looks: e.Looks}
	if err != nil {
		o.Error = reason(err)
		return cantLook(e, o, asError(err), now)
	}
	switch o.Looks++; {
	case found:
		return store.Outcome{State: store.Sent, Channel: r.Channel, TS: r.TS}
	case o.Looks < looks:
		o.Error, o.NotBefore = e.Error, now.Add(store.SettleTime)
		return o
	}
	return resend(e, e.Error, now)
}

func cantLook(e store.Effect, o store.Outcome, err *Error, now time.Time) store.Outcome {
	unknown := now.Sub(e.UnknownAt)
	switch {
	case err.Class == RateLimited:
		o.NotBefore = now.Add(max(err.After, firstWait))
	case err.Class == NeedsPerson:
		o.NotBefore = now.Add(personWait)
	case err.Class != Terminal && unknown < maxBlind:
		o.NotBefore = now.Add(min(max(unknown/2, store.SettleTime), maxWait))
	case e.Blind == store.LetGo:
		o.State, o.Error = store.Dropped, "it may have been sent, and can't be looked for: "+o.Error
	default:
		return resend(e, o.Error, now)
	}
	return o
}

// resend has an effect sent again that was not, or is to be at least once.
func resend(e store.Effect, why string, now time.Time) store.Outcome {
	switch {
	case !e.Expires.IsZero() && !e.Expires.After(now):
		return store.Outcome{State: store.Dropped, Error: "it had expired"}
	case e.Doubts >= maxDoubts:
		return store.Outcome{State: store.Failed, Error: "given up: " + why}
	}
	return store.Outcome{State: store.Pending, Error: why}
}

// asError is err as an *Error; what is none is Ambiguous.
func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Err: err}
}

func reason(err error) string {
	const most = 500
	s := err.Error()
	return s[:min(len(s), most)]
}

func isStale(err error) bool { return errors.Is(err, store.ErrStale) }
