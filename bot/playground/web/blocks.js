// Block Kit's blocks as elements. ctx says who looks (names, zone, time), what
// is filled in (stateOf), and takes what is done (use, confirm).
import { chart } from "./chart.js";
import { h } from "./dom.js";
import { element } from "./elements.js";
import { field } from "./form.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./rich.js";
import { table } from "./table.js";

export function blocks(list, ctx) {
  return (list ?? []).map((b) => {
    const draw = kinds[b.type];
    return draw ? draw(b, ctx) : h("p", { class: "unknown" }, `(a ${b.type} block, which this page can't draw)`);
  });
}

// textObject is a plain_text or mrkdwn object.
export function textObject(t, ctx) {
  if (!t) return [];
  return t.type === "mrkdwn" ? mrkdwn(t.text, ctx) : [t.text];
}

function section(b, ctx) {
  return h("div", { class: "section" },
    h("div", { class: "body" },
      b.text && h("p", {}, textObject(b.text, ctx)),
      b.fields && h("div", { class: "fields" }, b.fields.map((f) => h("p", {}, textObject(f, ctx))))),
    b.accessory && h("div", { class: "accessory" }, b.accessory.type === "image" ? image(b.accessory) : element(b.accessory, b, ctx)));
}

// image is only described: the page loads nothing from anywhere.
function image(b) {
  return h("span", { class: "image", role: "img", "aria-label": b.alt_text }, b.alt_text);
}

function context(b, ctx) {
  return h("div", { class: "context" }, b.elements.map((e) => (e.type === "image" ? image(e) : h("span", {}, textObject(e, ctx)))));
}

function card(b, ctx) {
  const line = (name, kind) => b[name] && h("p", { class: kind }, textObject(b[name], ctx));
  return h("div", { class: "card" }, line("title", "title"), line("subtitle", "muted"), line("body", ""), line("subtext", "muted"),
    b.actions && actions({ ...b, elements: b.actions }, ctx));
}

function container(b, ctx) {
  const inner = blocks(b.child_blocks, ctx);
  const title = b.title ? textObject(b.title, ctx) : b.rich_text_title ? richText(b.rich_text_title, ctx) : null;
  if (!b.is_collapsible) return h("div", { class: "card" }, title && h("p", { class: "title" }, title), inner);
  return h("details", { class: "card", open: !b.default_collapsed }, h("summary", {}, title ?? "More"), inner);
}

function actions(b, ctx) {
  return h("div", { class: "actions" }, b.elements.map((e) => element(e, b, ctx)));
}

const kinds = {
  section,
  context,
  card,
  container,
  actions,
  context_actions: actions,
  header: (b) => h("h3", {}, b.text.text),
  divider: () => h("hr"),
  image: (b) => h("p", {}, image(b)),
  input: field,
  rich_text: richText,
  markdown: (b) => h("div", { class: "rich" }, b.text.split("\n").map((line) => h("p", {}, line))),
  alert: (b, ctx) => h("p", { class: "alert", role: "note" }, textObject(b.text, ctx)),
  table: (b, ctx) => table(b, ctx, (e) => element(e, b, ctx)),
  data_table: (b, ctx) => table(b, ctx, (e) => element(e, b, ctx)),
  data_visualization: chart,
};
