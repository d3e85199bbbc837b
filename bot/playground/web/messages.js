// Messages: a channel's list, and a thread's.
import { blocks } from "./blocks.js";
import { menu } from "./elements.js";
import { h, keyed } from "./dom.js";
import { mrkdwn, unescape } from "./mrkdwn.js";
import { day, full, near, time } from "./when.js";

// list draws messages into an <ol>, with a line between days.
export function list(ol, messages, ctx, inThread) {
  const items = [];
  let last = "", before = null;
  for (const m of messages) {
    const d = day(m.at, ctx.zone);
    if (d !== last && !inThread) items.push({ day: capital(near(m.at, ctx.now, ctx.zone) ?? d), ts: "day" + m.ts });
    const follows = before && d === last && before.user === m.user && m.at - before.at < 300000 && !m.only_you && !before.only_you && !m.subtype;
    items.push({ ...m, follows: Boolean(follows) });
    last = d;
    before = m;
  }
  const atEnd = ol.scrollHeight - ol.scrollTop - ol.clientHeight < 60;
  keyed(ol, items, (m) => m.ts, (m) => (m.day ? h("li", { class: "day" }, h("span", {}, m.day)) : one(m, ctx, inThread)));
  return atEnd;
}

const capital = (s) => s[0].toUpperCase() + s.slice(1);

function one(m, ctx, inThread) {
  const who = ctx.person(m.user);
  const quiet = ["channel_join", "group_join", "tombstone"].includes(m.subtype);
  return h("li", { class: "message" + (m.follows ? " follows" : "") + (quiet ? " quiet" : "") + (m.only_you ? " only" : ""), tabindex: "-1", "data-ts": m.ts },
    avatar(who),
    h("div", { class: "body" },
      h("p", { class: "by" }, h("b", {}, who.name), who.bot && h("span", { class: "tag" }, "APP"), " ",
        h("time", { title: full(m.at, ctx.zone), datetime: new Date(m.at).toISOString() }, time(m.at, ctx.zone)),
        m.only_you && h("span", { class: "muted" }, " · Only visible to you")),
      content(m, ctx),
      (m.files ?? []).map((f) => file(f, ctx)),
      m.reacted && h("p", { class: "muted" }, m.reacted.map((r) => `:${r}:`).join(" ")),
      m.replies && !inThread ? h("button", { type: "button", class: "replies", "data-focus": "replies", onclick: () => ctx.openThread(m.ts) }, m.replies === 1 ? "1 reply" : `${m.replies} replies`) : null),
    quiet ? null : tools(m, ctx, inThread));
}

export function avatar(who) {
  const initials = who.bot ? "H" : who.name.split(/\s+/).map((w) => w[0]).join("").slice(0, 2);
  const colour = [...who.id].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 8, 7);
  return h("span", { class: `avatar ${who.bot ? "bot" : "c" + colour}`, "aria-hidden": "true" }, initials);
}

function content(m, ctx) {
  const on = {
    ...ctx,
    stateOf: (block, e) => initial(e),
    use: (block, action, value) => ctx.act("use", { surface: "message", channel: ctx.room, ts: m.ts, block, action, value }),
  };
  const drawn = m.blocks?.length ? blocks(m.blocks, on) : m.text ? [h("p", { class: "text" }, mrkdwn(m.text, ctx))] : [];
  return h("div", { class: "blocks" }, drawn, m.edited && h("span", { class: "muted" }, "(edited)"));
}

// initial is what stands in an element of a message at first.
export function initial(e) {
  return {
    selected_option: e.initial_option, selected_options: e.initial_options, selected_user: e.initial_user,
    selected_conversation: e.initial_conversation, selected_channel: e.initial_channel, selected_date: e.initial_date, selected_time: e.initial_time,
    selected_users: e.initial_users, selected_conversations: e.initial_conversations, selected_channels: e.initial_channels, value: e.initial_value,
  };
}

function file(f, ctx) {
  const size = f.size < 1024 ? `${f.size} bytes` : `${Math.round(f.size / 1024)} KB`;
  return h("a", { class: "file", href: `api/file/${encodeURIComponent(f.id)}?as=${encodeURIComponent(ctx.me)}`, download: f.name },
    h("b", {}, f.name), h("span", { class: "muted" }, `${f.kind} · ${size}`));
}

// tools are what can be done with a message.
function tools(m, ctx, inThread) {
  const entries = [];
  const here = { channel: ctx.room, ts: m.ts };
  if (!m.only_you) {
    if (!inThread) entries.push({ name: "Reply in thread", run: () => ctx.openThread(m.thread ?? m.ts) });
    for (const s of ctx.shortcuts) entries.push({ name: s.name, run: () => ctx.act("shortcut", { ...here, action: s.callback }) });
    if (m.user === ctx.me && !m.files) entries.push({ name: "Edit message", run: () => edit(m, ctx) });
    if (m.user === ctx.me) {
      entries.push({ name: "Delete message …", run: async () => {
        const sure = await ctx.confirm({ title: { text: "Delete message" }, text: { text: "This message goes for everybody." }, confirm: { text: "Delete" }, style: "danger" });
        if (sure) ctx.act("delete", here);
      } });
    }
  }
  return entries.length ? h("div", { class: "tools" }, menu(`Actions for the message of ${time(m.at, ctx.zone)}`, entries, "tools")) : null;
}

// edit puts a box where the message was.
function edit(m, ctx) {
  const li = document.querySelector(`[data-ts="${CSS.escape(m.ts)}"]`);
  const box = h("textarea", { "aria-label": "Edit message", rows: String(Math.min(16, m.text.split("\n").length + 1)) });
  box.value = plain(m.text, ctx);
  const shown = li.querySelector(".blocks");
  const back = () => editor.replaceWith(shown);
  const save = async () => {
    if (await ctx.act("edit", { channel: ctx.room, ts: m.ts, text: box.value })) back();
  };
  const editor = h("div", { class: "editor" }, box, h("div", { class: "actions" },
    h("button", { type: "button", class: "button", onclick: back }, "Cancel"),
    h("button", { type: "button", class: "button primary", onclick: save }, "Save changes")));
  box.addEventListener("keydown", (e) => e.key === "Escape" && back());
  shown.replaceWith(editor);
  box.focus();
}

// plain is a stored text as it was typed.
function plain(text, ctx) {
  return unescape(text.replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id) => "@" + ctx.name(id)).replace(/<#(\w+)(?:\|[^>]*)?>/g, (_, id) => "#" + ctx.channel(id)).replace(/<(?:mailto:)?([^<>|]+)(?:\|([^<>]*))?>/g, (_, url, label) => label ?? url));
}
