package store

import (
	"heed/store/kv"
	"heed/store/seal"
)

// What somebody said is sealed under the key of whom it is about, so that
// erasing them is destroying that key (see package seal). A record's scope is
// said by its table:
//
//	a customer's      T1/C-7     card, names, facts, calls with them and their texts, follow-ups, messages about them
//	a person's        T1/U1      their record, and follow-ups that belong to no call or customer
//	a call's          T1/K-3     what came of a call while nobody has said whose it is; bound to the customer then
//	what passes by    T1/inbox, T1/outbox    events as they came, messages about several customers
//
// Settings, watched channels and marks hold nobody's words and stay readable,
// and so do keys, sizes and times.

// scopeOf is the scope of what belongs to a call with a customer; customer
// and call are ids and may be "".
func scopeOf(team, customer, call, person string) string {
	for _, id := range []string{customer, call, person} {
		if id != "" {
			return kv.Key(team, id)
		}
	}
	return kv.Key(team, "team")
}

// passing are the scopes of what passes by, of a team.
func passing(team string) []string { return []string{kv.Key(team, "inbox"), kv.Key(team, "outbox")} }

// seal seals a value for its place.
func (tx *Tx) seal(bucket, key, scope string, raw []byte) ([]byte, error) {
	if tx.s.keys == nil || scope == "" {
		return raw, nil
	}
	return tx.s.keys.Seal(scope, bucket+"/"+key, raw)
}

// unseal returns a value as it was before sealing, and one that never was as
// it is.
func (tx *Tx) unseal(bucket, key string, raw []byte) ([]byte, error) {
	if !seal.Sealed(raw) {
		return raw, nil
	}
	if tx.s.keys == nil {
		return nil, errNoKeys
	}
	return tx.s.keys.Open(bucket+"/"+key, raw)
}

func isSealed(raw []byte) bool { return seal.Sealed(raw) }
