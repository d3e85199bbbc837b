// Package slackfake is a Slack workspace in one process: the Web API, Socket
// Mode over real websockets, response URLs and the files host, on a loopback
// listener. Tests and the demo point the real bot at it with SLACK_API_URL.
//
// People act through methods (Post, DM, Slash, Click, SubmitModal …); each
// stores what Slack would store and emits the events Slack would emit. What
// anybody can see is in one ordered log (Log, WaitLog), and what an app did
// wrong is in Problems. Faults are injected per method (Inject) or per socket
// (Disconnect, HalfOpen, SocketsDown, Hold …).
//
// Time: everything Slack stamps or lets expire (ts, trigger ids, response
// URLs, rate limits, the 1 and 5 minute redeliveries) goes by the workspace's
// own clock, which stands still until SetNow or Advance moves it. Only what
// guards the transport (pings, the ack timer, a hanging answer) goes by the
// real clock, since the sockets are real. Ids are counters, so two runs of
// one script give the same ids.
//
// State is in memory under one mutex. Methods in lower case expect it to be
// held unless their comment says otherwise. Stored messages and views are
// never changed in place: an update puts a new value where the old one was,
// so whatever was handed out stays what it was.
//
// The package leaves to others: what the bot says and when (bot/coach), how a
// script of a day is written (the demo and the tests). It never imports a
// Slack client library, so that a decoding bug there can't cancel itself out.
package slackfake
