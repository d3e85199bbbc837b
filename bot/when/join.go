package when

import "slices"

// join makes one token of the words of a form ("close of business", "a.m.",
// "w/c"). Between them may stand a blank, or one glued mark.
func (s *scanner) join() []token {
	out := s.out[:0]
	for i := 0; i < len(s.out); {
		t := s.out[i]
		if t.kind == word {
			if e, n := s.chainAt(i); n > 0 {
				t.entry, t.to, t.owner = e, s.out[i+n-1].to, false
				i += n - 1
			}
		}
		out = append(out, t)
		i++
	}
	return out
}

// chainAt finds the longest form of several words at token i and says how
// many tokens it takes.
func (s *scanner) chainAt(i int) (*entry, int) {
	for _, c := range s.out[i].lead.chains {
		if n := s.matchRest(i, c.rest); n > 0 {
			return c.entry, n
		}
	}
	return nil, 0
}

func (s *scanner) matchRest(i int, rest []string) int {
	j := i + 1
	for _, want := range rest {
		if s.gluedMark(j) || j < len(s.out) && s.out[j].kind == mark && s.out[j].mark == '\'' && s.out[j].glued {
			j++
		}
		if j >= len(s.out) || !s.is(j, want) {
			return 0
		}
		j++
	}
	return j - i
}

// gluedMark reports a mark inside a form: end-of-day, a.m, w/c.
func (s *scanner) gluedMark(j int) bool {
	return j+1 < len(s.out) && s.out[j].kind == mark && s.out[j].glued && s.out[j+1].glued &&
		slices.Contains([]byte("-./"), s.out[j].mark)
}

// is reports whether token j is the word want.
func (s *scanner) is(j int, want string) bool {
	t := s.out[j]
	if t.kind == stop || t.kind == mark {
		return false
	}
	w, ok := s.lowered(t.from, t.to)
	return ok && string(w) == want
}
