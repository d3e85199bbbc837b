// A small app on Slack's own clients. It says what it sees as JSON lines, and
// ends when its standard input does.
import { SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';

const { FAKE_URL, FAKE_BOT_TOKEN, FAKE_APP_TOKEN } = process.env;
const clientOptions = { slackApiUrl: `${FAKE_URL}/api/`, retryConfig: { retries: 0 } };
const quiet = {
  debug() {}, info() {}, warn() {}, error() {},
  setLevel() {}, getLevel: () => 'error', setName() {},
};
const socket = new SocketModeClient({
  appToken: FAKE_APP_TOKEN, clientOptions, logger: quiet, clientPingTimeout: 300, serverPingTimeout: 2000,
});
const web = new WebClient(FAKE_BOT_TOKEN, { ...clientOptions, logger: quiet });
const say = (on, more = {}) => console.log(JSON.stringify({ on, ...more }));

for (const state of ['connected', 'disconnected', 'reconnecting']) {
  socket.on(state, () => say(state));
}

let skip = 0;

socket.on('message', async ({ ack, event, body, retry_num, retry_reason }) => {
  if (event.bot_id) {
    await ack();
    return;
  }
  say('message', {
    text: event.text, event_id: body.event_id, retry_num, retry_reason, subtype: event.subtype,
  });
  if (event.text === 'leave it' && skip++ === 0) return; // the first time no ack
  await ack();
  if (event.text === 'answer') {
    const out = await web.chat.postMessage({
      channel: event.channel, thread_ts: event.ts, text: 'done & dusted',
      metadata: { event_type: 'reply', event_payload: { to: event.ts } },
    });
    await web.chat.update({ channel: event.channel, ts: out.ts, text: 'done, and changed' });
    const page = await web.conversations.replies({
      channel: event.channel, ts: event.ts, include_all_metadata: true,
    });
    say('replied', { count: page.messages.length, metadata: page.messages[1].metadata });
  }
  if (event.files) {
    const file = event.files[0];
    const right = await fetch(file.url_private_download, { headers: { Authorization: `Bearer ${FAKE_BOT_TOKEN}` } });
    const wrong = await fetch(file.url_private_download, { headers: { Authorization: 'Bearer xoxb-wrong' } });
    say('file', { name: file.name, body: await right.text(), wrong: wrong.headers.get('content-type') });
  }
  if (event.text === 'upload') {
    const out = await web.filesUploadV2({
      channel_id: event.channel, filename: 'week.csv', content: 'a,b\n1,2\n', initial_comment: 'the week',
    });
    say('uploaded', { ok: out.ok });
  }
});

socket.on('slash_commands', async ({ ack, body }) => {
  say('command', { text: body.text });
  await ack({ text: `you said ${body.text}` });
});

const input = { type: 'plain_text_input', action_id: 'text' };
const view = (title) => ({
  type: 'modal', callback_id: 'fix', title: { type: 'plain_text', text: title },
  submit: { type: 'plain_text', text: 'Save' },
  blocks: [{ type: 'input', block_id: 'promise', label: { type: 'plain_text', text: 'Promise' }, element: input }],
});

socket.on('interactive', async ({ ack, body }) => {
  say('interactive', { type: body.type });
  if (body.type === 'block_actions') {
    await ack();
    await web.views.open({ trigger_id: body.trigger_id, view: view('Fix a promise') });
    return;
  }
  const typed = body.view.state.values.promise.text.value;
  if (typed === 'bad') {
    await ack({ response_action: 'errors', errors: { promise: 'Say what was promised.' } });
  } else if (typed === 'more') {
    await ack({ response_action: 'update', view: view('And another') });
  } else {
    await ack();
  }
});

const me = await web.auth.test();
say('auth', { user: me.user_id, scopes: me.response_metadata?.scopes });
await socket.start();
process.stdin.resume();
process.stdin.on('end', async () => {
  await socket.disconnect();
  process.exit(0);
});
