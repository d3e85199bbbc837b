// Package slackbot is Heed's side of Slack: it receives, decodes, renders,
// sends and reads. It is the only package that imports slack-go, whose API
// changes from week to week; nothing of slack-go's shows in its own API.
//
// In: a [Listener] holds two Socket Mode connections and hands every event,
// decoded by a [Decoder] into a coach.Event, to a Receive function that makes
// it durable; only then is it acknowledged. Out: a [Client] does one
// store.Effect at a time, renders bot/message's data into blocks, and says of
// every error whether trying again can help. Besides, a Client reads what
// coach's workers need: people, files, histories.
//
// # Blocks
//
// What is said is set as rich_text blocks wherever Slack takes them, not as
// mrkdwn. Mrkdwn has no escape for its own markers: a customer's "the *whole*
// thing_we_discussed" inside an italic quote cannot be written in it at all. In
// rich_text a text is a typed value: nothing in it can format, link or ping.
// Mrkdwn is left for the two places that accept nothing else (a section beside
// an accessory, a context line), and there plain text stays plain_text; see
// mrkdwn.go for what happens to markers in styled ones.
//
// # State
//
// The package keeps nothing durable. A Client remembers the ids of DM channels
// it has opened. A Listener holds at most Options.Queue undelivered events;
// what does not fit is not acknowledged, so Slack brings it again.
//
// What it leaves to others: de-duplication and order (the inbox, by
// Event.Key), retries and their timing (bot/outbox), words (bot/coach).
package slackbot
