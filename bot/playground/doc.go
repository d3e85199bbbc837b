// Package playground serves a fake workspace as a chat in the browser, so
// that Heed can be tried by hand: `heed demo --serve`. Channels and direct
// messages as each person sees them, Block Kit messages, forms and the Home
// tab, everything that can be clicked, and a clock to move. The bot behind it
// is the real one, connected to bot/slackfake over real sockets.
//
// State: one script.World, whose clock runs with the real one and jumps when
// somebody moves it. One goroutine (run) lets the bot work; requests act on
// the workspace, which takes any number of them, and stir that goroutine. A
// page holds nothing of its own but what is being typed: after every change
// it asks what its person sees (look) and draws that.
//
// Only this computer may look: the listener is on the loopback address, a
// request must name it as its host (so that a name pointed at 127.0.0.1 gets
// nothing), what changes something must come from the page itself, and the
// page's Content-Security-Policy lets nothing in from anywhere else and no
// text become markup. It is for one person at one computer: whoever looks may
// look as anybody.
//
// web/ is the page, plain ES modules and one style sheet without a build
// step. The one library that draws Block Kit and is kept (slack-blocks-to-jsx,
// MIT) was tried first: it draws well, but no element of it tells when it is
// used, so every control would have had to be written here all the same, and
// with React it is 1.2 MB and 113 packages for what takes 80 KB.
//
// The package leaves to others: what a story is (bot/script), what Slack does
// (bot/slackfake), what Heed says (bot/coach, bot/voice).
package playground
