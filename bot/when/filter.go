package when

// filter tells in one pass over the bytes that a text holds no word of time
// and no figure, so that most text is never split into tokens. It hashes each
// word and looks it up in a table of bits; a false yes costs time only.
type filter [1 << 10]uint64

const filterMask = 1<<16 - 1

// lower maps ASCII letters to lower case and everything else, which ends a
// word here, to 0.
var lower = func() (t [256]byte) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z':
			t[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		}
	}
	return t
}()

func hashWord(w string) uint32 {
	h := uint32(2166136261) // FNV-1a
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * 16777619
	}
	return h
}

func newFilter(l *lexicon) filter {
	var f filter
	add := func(form string) {
		// Apostrophes end a word here, so file what comes before one.
		for i := range len(form) {
			if lower[form[i]] == 0 {
				form = form[:i]
				break
			}
		}
		h := hashWord(form) & filterMask
		f[h>>6] |= 1 << (h & 63)
	}
	for form, e := range l.forms {
		if e.starts() {
			add(form)
		}
		for _, c := range e.chains {
			// Its last word tells most: "close of business". A part of a
			// day is no date without another word that is filed.
			if c.entry.starts() && c.entry.is&isPart == 0 {
				add(c.rest[len(c.rest)-1])
			}
		}
	}
	return f
}

// starts reports whether a form by itself makes a text worth reading.
func (e *entry) starts() bool {
	return e.is&anchors != 0 || e.is&isOrdinal != 0 && e.nth > 0 || e.is&isNumber != 0 && e.n > 1
}

// hit reports whether text can hold a date at all.
func (f *filter) hit(text string) bool {
	h := uint32(2166136261)
	inWord := false
	for i := range len(text) {
		c := lower[text[i]]
		switch {
		case c != 0:
			h = (h ^ uint32(c)) * 16777619
			inWord = true
		case text[i] >= '0' && text[i] <= '9':
			return true
		case inWord:
			if b := h & filterMask; f[b>>6]&(1<<(b&63)) != 0 {
				return true
			}
			h, inWord = 2166136261, false
		}
	}
	b := h & filterMask
	return inWord && f[b>>6]&(1<<(b&63)) != 0
}
