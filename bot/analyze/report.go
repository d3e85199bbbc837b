// Package analyze finds in one call what a coach would point at: questions,
// listening, cues given and missed, talk about us and about the customer,
// promises, facts. Fixed rules over text: the same call gives the same report,
// and every finding carries its quote, its rule and its counts.
//
// It works on a document (sentence.go): sentences with tokens, the phrases of
// the lexicon found in them, and labels. The rules that mark sentences run in
// a fixed order (analyze.go); then cues are judged by the reply to them
// (uptake.go), measures taken (measure.go), findings written (finding*.go,
// praise.go). What a phrase means stands in lexicon/*.txt and what a number is
// compared with in thresholds.toml; both are for a sales coach to read and
// edit. The package knows neither Slack nor the store nor the clock, keeps no
// state, and doesn't choose which finding a rep hears.
//
// Measures:
//
//	talk_share                the rep side's words ÷ words of both sides, backchannels left out; 0 to 1
//	talk_share_time           the same of seconds of speech, where the format has ends
//	self_talk                 sentences about us ÷ those about us or the customer, the rep's side;
//	                          of a note: seller's lines ÷ seller's and customer's lines
//	longest_monologue_s       longest stretch of the rep's side, backchannels and remarks under 3 s bridged
//	longest_customer_story_s  the same of the customer, questions of up to 8 words bridged
//	questions                 real questions of the rep's side: no tags, nothing answered at once
//	discovery_questions       of these, about what matters to the customer and how they judge
//	cues, cues_missed         things that the customer revealed, one a kind and turn, and those without an answer
//
// Ratios are held back where sides aren't known, more than 5 % of the words
// have none, or there is under a minute of talk. Why these measures, and the
// studies behind them: thresholds.toml and lexicon/rules.txt.
package analyze

import "heed/bot/call"

// Report is all that was found in one call. Its JSON is the contract of
// `heed analyze --json`: keys may be added, but keep their meaning.
type Report struct {
	Kind     call.Kind   `json:"kind"`
	Format   call.Format `json:"format"`
	Customer *string     `json:"customer"`
	Type     Type        `json:"type"`
	Speakers []Speaker   `json:"speakers"`
	Turns    []Turn      `json:"turns"`
	Measures Measures    `json:"measures"`
	Findings []Finding   `json:"findings"`
	Promises []Promise   `json:"promises"`
	Settled  []Settled   `json:"settled"`
	Received []Settled   `json:"received,omitempty"` // what the customer's side is said to have done
	Facts    []Fact      `json:"facts"`
	HeldBack []HeldBack  `json:"held_back"`
	// Discovery is the coverage of value-discovery questions; null for a note
	// and where sides aren't known.
	Discovery *Coverage `json:"discovery"`
	// CallNote is false for text that reads as neither a call note nor a
	// transcript of one; then nothing is found in it.
	CallNote bool `json:"call_note"`
	// Language is the ISO 639-1 code of most of the text, "" where it can't be
	// told. Where it is not English, the measures and findings that need
	// English are held back.
	Language string `json:"language,omitempty"`
	// People are those of the customer's side whom a note's head names; of a
	// transcript they are among the speakers.
	People []string `json:"people,omitempty"`
	// Alternative is the other kind that the text could be, "" where there is
	// no doubt.
	Alternative call.Kind `json:"alternative,omitempty"`
}

// Type of call: discovery, demo, negotiation, checkin or unknown.
type Type string

const (
	Discovery   Type = "discovery"
	Demo        Type = "demo"
	Negotiation Type = "negotiation"
	CheckIn     Type = "checkin"
	UnknownType Type = "unknown"
)

// Speaker is one voice with its share of the talk.
type Speaker struct {
	Name      string    `json:"name"`
	Side      call.Side `json:"side"`
	Words     int       `json:"words"`      // as in the text, backchannels included
	Seconds   *float64  `json:"seconds"`    // null without times
	TalkShare *float64  `json:"talk_share"` // of the words of all speakers, 0 to 1; null where held back
}

// Turn is one turn with its labelled sentences; for a note, one line.
type Turn struct {
	Speaker   string     `json:"speaker"`
	Side      *call.Side `json:"side"` // null for a note
	Start     *float64   `json:"start"`
	End       *float64   `json:"end"`
	Voice     *Voice     `json:"voice"` // notes only
	Sentences []Sentence `json:"sentences"`
}

// Voice tells whom a line of a note is about.
type Voice string

const (
	SellerVoice    Voice = "seller"
	CustomerVoice  Voice = "customer"
	LogisticsVoice Voice = "logistics"
)

// Sentence is one sentence, or one clause of unpunctuated speech.
type Sentence struct {
	Text   string  `json:"text"`
	Labels []Label `json:"labels"`
}

// Label names what a sentence does; the list is part of the contract.
type Label string

const (
	Question        Label = "question"
	Open            Label = "open"
	Closed          Label = "closed"
	DiscoveryAsked  Label = "discovery"
	FollowUpAsked   Label = "follow_up"
	Reflection      Label = "reflection"
	Summary         Label = "summary"
	Acknowledgement Label = "acknowledgement"
	Backchannel     Label = "backchannel"
	SelfTalk        Label = "self_talk"
	AboutCustomer   Label = "about_customer"
	Pitch           Label = "pitch"
	Price           Label = "price"
	Close           Label = "close"
	Thanks          Label = "thanks"
	Vague           Label = "vague"

	CuePain      Label = "cue:pain"
	CueWorry     Label = "cue:worry"
	CueGoal      Label = "cue:goal"
	CueStandard  Label = "cue:standard"
	CueDecision  Label = "cue:decision"
	CueTiming    Label = "cue:timing"
	CueObjection Label = "cue:objection"
	CuePraise    Label = "cue:praise"
	CuePersonal  Label = "cue:personal"
)

// Measures of a call; nil where a measure can't be claimed, with a line in
// Report.HeldBack that says why. Definitions are in the package comment.
type Measures struct {
	TalkShare            *float64 `json:"talk_share"`      // rep side's words ÷ attributed words, backchannels left out
	TalkShareTime        *float64 `json:"talk_share_time"` // the same by speech time
	SelfTalk             *float64 `json:"self_talk"`
	LongestMonologueS    *float64 `json:"longest_monologue_s"`
	LongestCustomerStory *float64 `json:"longest_customer_story_s"`
	Questions            *int     `json:"questions"`
	DiscoveryQuestions   *int     `json:"discovery_questions"`
	QuestionThirds       []int    `json:"question_thirds"` // questions in the first, second and last third of the sentences; null where Questions is
	Cues                 *int     `json:"cues"`
	CuesMissed           *int     `json:"cues_missed"`
	// EstimatedTimes says that seconds were computed from words at 150 a
	// minute.
	EstimatedTimes bool `json:"estimated_times"`
}

// Finding is one thing worth saying, with its evidence.
type Finding struct {
	ID    string `json:"id"`   // missed_cue self_talk monologue too_fast …
	Tone  Tone   `json:"tone"` // praise or try
	Turn  int    `json:"turn"` // index into Report.Turns; -1 if about the whole call
	Quote string `json:"quote"`
	// Start is when Quote was said, in seconds; nil without times.
	Start *float64 `json:"start,omitempty"`
	Why   string   `json:"why"` // one sentence: what was seen, in plain words
	Try   string   `json:"try"` // something to say next time; "" for praise

	// Quote is always the sentence that the finding is about, and Who said it.
	// A thing to try quotes what was missed, said too early or left open: for a
	// missed cue and a missed ask the customer's sentence. Praise quotes the
	// rep's own: the question, the reflection, the thanks; only customer_words
	// quotes what a note keeps of the customer's. Answer is what followed
	// Quote: for a missed cue or ask what the rep said instead; for praise what
	// the customer then said, "" if that was nothing. The cue that a praised
	// sentence took up stands in Why.
	Answer string `json:"answer,omitempty"`
	Who    string `json:"who,omitempty"`
	Kind   string `json:"kind,omitempty"` // of a cue: pain, worry, …
	// Rule, Counts and Source are the explanation behind "Why?".
	Rule   string         `json:"rule"`
	Counts map[string]int `json:"counts,omitempty"`
	Source string         `json:"source,omitempty"`
	Bar    *Bar           `json:"bar,omitempty"` // what a number was compared with
}

// Tone of a finding.
type Tone string

const (
	Praise Tone = "praise"
	Try    Tone = "try"
)

// Strength of a promise.
type Strength string

const (
	Hard        Strength = "hard"
	Soft        Strength = "soft"
	Conditional Strength = "conditional"
)

// Promise is one commitment at its first clear statement.
type Promise struct {
	Owner     *string   `json:"owner"` // null: "we", or nobody named
	Side      call.Side `json:"side"`
	Action    string    `json:"action"` // short, readable: "send the pricing"
	Quote     string    `json:"quote"`
	Turn      int       `json:"turn"`
	Strength  Strength  `json:"strength"`
	Due       *string   `json:"due"`      // 2026-11-27; null: no date was said
	DueTime   *string   `json:"due_time"` // 17:00
	DuePhrase *string   `json:"due_phrase"`
}

// Settled is something that was reported done.
type Settled struct {
	Quote  string `json:"quote"`
	Action string `json:"action"`
	Turn   int    `json:"turn"`
}

// Fact is one thing learnt about the customer.
type Fact struct {
	Kind  FactKind `json:"kind"`
	About string   `json:"about"` // a person's name, or ""
	Text  string   `json:"text"`
	Quote string   `json:"quote"`
	Turn  int      `json:"turn"`
}

// FactKind is the kind of a fact.
type FactKind string

const (
	FactNeed       FactKind = "need"
	FactPain       FactKind = "pain"
	FactGoal       FactKind = "goal"
	FactValue      FactKind = "value"
	FactStandard   FactKind = "standard"
	FactDecision   FactKind = "decision"
	FactPreference FactKind = "preference"
	FactPersonal   FactKind = "personal"
	FactObjection  FactKind = "objection"
	FactCompetitor FactKind = "competitor"
	FactPerson     FactKind = "person"
	FactDate       FactKind = "date"
	FactBudget     FactKind = "budget"
)

// HeldBack names a measure that can't be claimed from this call, and why.
type HeldBack struct {
	Measure string `json:"measure"`
	Why     string `json:"why"`
	Code    string `json:"code,omitempty"` // of the reason, in lexicon/heldback.txt
}
