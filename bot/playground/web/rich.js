// rich_text blocks: what people typed, and most of what Heed says.
import { h } from "./dom.js";
import { channel, link, mention, moment } from "./mrkdwn.js";

export function richText(block, ctx) {
  return h("div", { class: "rich" }, (block.elements ?? []).map((e) => part(e, ctx)));
}

function part(e, ctx) {
  switch (e.type) {
    case "rich_text_list":
      return h(e.style === "ordered" ? "ol" : "ul", { class: "indent" + Math.min(e.indent ?? 0, 4), start: e.offset ? e.offset + 1 : null },
        e.elements.map((item) => h("li", {}, inlines(item, ctx))));
    case "rich_text_quote":
      return h("blockquote", {}, inlines(e, ctx));
    case "rich_text_preformatted":
      return h("pre", {}, inlines(e, ctx));
  }
  return h("p", {}, inlines(e, ctx));
}

// inlines are the elements of one line or paragraph.
export function inlines(section, ctx) {
  return (section.elements ?? []).flatMap((e) => dressed(inline(e, ctx), e.style));
}

function inline(e, ctx) {
  switch (e.type) {
    case "user":
      return mention(e.user_id, ctx);
    case "channel":
      return channel(e.channel_id, ctx);
    case "broadcast":
      return h("span", { class: "mention" }, "@" + e.range);
    case "emoji":
      return `:${e.name}:`;
    case "link":
      return link(e.url, e.text || e.url, ctx);
    case "date":
      return moment(e.timestamp, e.format, e.fallback ?? "", ctx);
  }
  return broken(e.text ?? "");
}

// broken is a text with its line breaks.
function broken(text) {
  return text.split("\n").flatMap((line, i) => (i ? [h("br"), line] : [line]));
}

function dressed(content, style) {
  if (!style) return content;
  for (const [name, tag] of [["code", "code"], ["strike", "s"], ["italic", "i"], ["bold", "b"]]) {
    if (style[name]) content = h(tag, {}, content);
  }
  return content;
}
