package call

import "strings"

// byIntroduction listens to how people are introduced. What a speaker says
// of himself counts for him; whom an identified rep calls a colleague is one.
func (s *siding) byIntroduction() {
	for _, turn := range s.t.turns {
		i := turn.Speaker
		if s.generic[i] && s.unknownBin(i) {
			continue
		}
		s.self(i, turn.Text)
	}
	for _, turn := range s.t.turns {
		if s.known[turn.Speaker] && s.t.speakers[turn.Speaker].Side == Rep {
			s.introduces(turn.Text)
		}
	}
}

func (s *siding) unknownBin(i int) bool {
	return strings.HasPrefix(strings.ToLower(s.t.speakers[i].Name), "un")
}

func (s *siding) self(i int, text string) {}

func (s *siding) introduces(text string) {}
