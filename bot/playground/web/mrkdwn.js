// Slack's own markup, as text objects and messages carry it: *bold* _italic_
// ~strike~ `code` ``` > quotes and <controls>, with & < > escaped.
import { h } from "./dom.js";
import { format } from "./when.js";

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
export const unescape = (s) => s.replace(/&(?:amp|lt|gt);/g, (e) => entities[e]);

const styles = { "*": "b", _: "i", "~": "s" };

// mrkdwn is a text as nodes; ctx knows names, zone and time.
export function mrkdwn(text, ctx) {
  const out = [];
  text.split("```").forEach((part, i) => {
    if (i % 2) out.push(h("pre", {}, unescape(part.replace(/^\n|\n$/g, ""))));
    else out.push(...lines(part, ctx));
  });
  return out;
}

// lines sets quoted lines apart.
function lines(text, ctx) {
  const out = [];
  let quoted = null;
  text.split("\n").forEach((line, i, all) => {
    const quote = line.match(/^&gt; ?(.*)$/);
    if (quote) {
      if (!quoted) out.push((quoted = h("blockquote")));
      else quoted.append(h("br"));
      quoted.append(...inline(quote[1], ctx));
      return;
    }
    if (!quoted && i > 0) out.push(h("br"));
    quoted = null;
    out.push(...inline(line, ctx));
    if (line === "" && i === all.length - 1 && i > 0) out.pop();
  });
  return out;
}

// A style opens after a boundary and before a non-space, and closes the other
// way round.
const styled = /(^|[\s([{"'“‘.,;:!?>—–-])([*_~])(?=\S)((?:(?!\2).)*?[^\s])\2(?=$|[\s)\]}"'”’.,;:!?<—–-])/;

function inline(text, ctx) {
  const out = [];
  for (const bit of text.split(/(`[^`]+`|<[^<>]+>)/)) {
    if (bit === "") continue;
    if (/^`[^`]+`$/.test(bit)) out.push(h("code", {}, unescape(bit.slice(1, -1))));
    else if (/^<[^<>]+>$/.test(bit)) out.push(control(bit.slice(1, -1), ctx));
    else out.push(bit);
  }
  return emphasise(out);
}

// emphasise looks for styles over a run of text and nodes, so that a style
// may hold a mention or a link.
function emphasise(run) {
  const nodes = [];
  const flat = run.map((x) => (typeof x === "string" ? x : String.fromCharCode(0xe000 + nodes.push(x) - 1))).join("");
  return expand(flat, nodes);
}

function expand(s, nodes) {
  const m = s.match(styled);
  if (!m) return plain(s, nodes);
  const start = m.index + m[1].length;
  return [
    ...plain(s.slice(0, start), nodes),
    h(styles[m[2]], {}, ...expand(m[3], nodes)),
    ...expand(s.slice(start + m[3].length + 2), nodes),
  ];
}

function plain(s, nodes) {
  return s.split(/([\ue000-\uefff])/).filter(Boolean).map((bit) => nodes[bit.charCodeAt(0) - 0xe000] ?? unescape(bit));
}

// control is what stands between < and >.
function control(s, ctx) {
  const [target, label] = s.split(/\|(.*)/s);
  switch (target[0]) {
    case "@":
      return mention(target.slice(1), ctx);
    case "#":
      return channel(target.slice(1), ctx, label);
    case "!":
      return special(target.slice(1), label, ctx);
  }
  return link(unescape(target), label === undefined ? unescape(target).replace(/^(mailto|tel):/, "") : unescape(label), ctx);
}

export function mention(id, ctx) {
  return h("span", { class: id === ctx.me ? "mention me" : "mention" }, "@" + ctx.name(id));
}

export function channel(id, ctx, label) {
  return h("span", { class: "mention" }, "#" + ctx.channel(id, label));
}

function special(s, label, ctx) {
  const date = s.match(/^date\^(\d+)\^([^^]*)(?:\^.*)?$/);
  if (!date) return h("span", { class: "mention" }, "@" + s);
  return moment(Number(date[1]), unescape(date[2]), unescape(label ?? ""), ctx);
}

// moment is a date in the reader's zone.
export function moment(seconds, pattern, fallback, ctx) {
  const text = format(pattern, seconds * 1000, ctx.now, ctx.zone) ?? fallback;
  return h("time", { datetime: new Date(seconds * 1000).toISOString(), title: fallback }, text);
}

// link opens what is on the web elsewhere, and a message of this workspace
// here.
export function link(url, label, ctx) {
  const here = url.match(/^https:\/\/[\w-]+\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})(?:\?thread_ts=([\d.]+))?/);
  if (here) {
    const [, room, seconds, micros, thread] = here;
    return h("a", { href: "#", onclick: (e) => (e.preventDefault(), ctx.goTo(room, `${seconds}.${micros}`, thread)) }, label);
  }
  if (!/^(https?:|mailto:|tel:)/i.test(url)) return h("span", {}, label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}
