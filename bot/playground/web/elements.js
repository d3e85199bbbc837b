// The interactive elements of Block Kit. Each tells ctx.use(block, action,
// value) what was done, unless it stands in an input, whose value is asked
// for when the form is sent (see form.js).
import { h } from "./dom.js";

// element draws one of them; label names it where nothing around it does.
export function element(e, block, ctx, label) {
  const draw = kinds[e.type];
  return draw ? draw(e, block, ctx, label) : h("span", { class: "unknown" }, `(${e.type} can't be drawn here)`);
}

const text = (t) => t?.text ?? "";
const focusKey = (e, block, extra = "") => `${block.block_id}/${e.action_id}/${extra}`;

// used tells the bot, after the person has confirmed where that is asked.
async function used(e, block, ctx, value) {
  if (e.confirm && !(await ctx.confirm(e.confirm))) return false;
  await ctx.use(block.block_id, e.action_id, value);
  return true;
}

function button(e, block, ctx) {
  const kind = "button " + (e.style ?? "");
  const props = { class: kind, "aria-label": e.accessibility_label || null, "data-focus": focusKey(e, block, e.value) };
  if (e.url) {
    return h("a", { ...props, href: /^https?:/.test(e.url) ? e.url : "#", target: "_blank", rel: "noopener noreferrer", onclick: () => used(e, block, ctx, e.value) }, text(e.text));
  }
  const b = h("button", { ...props, type: "button", onclick: async () => {
    if (b.getAttribute("aria-busy") === "true") return; // a double click is one
    b.setAttribute("aria-busy", "true");
    await used(e, block, ctx, e.value ?? "");
    b.removeAttribute("aria-busy");
  } }, text(e.text));
  return b;
}

// overflow is the ⋯ menu. It is a native popover: it closes on Escape and on
// a click elsewhere.
function overflow(e, block, ctx) {
  return menu("More actions", e.options.map((o) => ({
    name: text(o.text), url: o.url, run: () => used(e, block, ctx, o.value),
  })), focusKey(e, block));
}

let menus = 0;

// menu is a button with a list of things to do.
export function menu(label, entries, focus, face = "⋯") {
  const id = "menu" + ++menus;
  const items = entries.map((it) => h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => (list.hidePopover(), it.run()) }, it.name));
  const list = h("div", { id, class: "menu", role: "menu", "aria-label": label, popover: "auto" }, items);
  const open = h("button", { type: "button", class: "more", "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false", popovertarget: id, "data-focus": focus }, face);
  list.addEventListener("toggle", (ev) => {
    const shown = ev.newState === "open";
    open.setAttribute("aria-expanded", String(shown));
    list.classList.toggle("placed", shown);
    if (!shown) return;
    place(list, open);
    items[0]?.focus();
  });
  list.addEventListener("keydown", (ev) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
    if (!step) return;
    ev.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  });
  return h("span", { class: "menuwrap" }, open, list);
}

// place puts a menu, which is not to be seen before that, below its button, or above it where there is no room;
// never outside of the window, should its button have been scrolled out of it meanwhile.
function place(list, open) {
  const at = open.getBoundingClientRect();
  const size = list.getBoundingClientRect();
  list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  const top = at.bottom + size.height + 8 > innerHeight ? at.top - size.height - 4 : at.bottom + 4;
  list.style.top = `${Math.max(8, Math.min(top, innerHeight - size.height - 8))}px`;
}

const inInput = (block) => block.type === "input" && !block.dispatch_action;

// picker is a native field with one value, which tells at once outside of
// inputs.
function picker(field, e, block, ctx, label) {
  field.dataset.focus = focusKey(e, block);
  if (label) field.setAttribute("aria-label", label);
  field.read = () => field.value || null;
  let before = field.value;
  if (!inInput(block)) {
    field.addEventListener("change", async () => {
      if (field.value && (await used(e, block, ctx, field.value))) before = field.value;
      else field.value = before;
    });
  }
  return field;
}

function select(choices) {
  return (e, block, ctx, label) => {
    const now = ctx.stateOf(block, e);
    const initial = now?.selected_option?.value ?? now?.selected_user ?? now?.selected_conversation ?? now?.selected_channel ?? null;
    const hint = text(e.placeholder) || "Choose …";
    const field = h("select", { autocomplete: "off" }, (block.optional || !initial) && h("option", { value: "" }, initial ? "–" : hint), choices(e, ctx).map((o) => optionOf(o)));
    field.value = initial ?? "";
    return picker(field, e, block, ctx, label ?? hint);
  };
}

const optionOf = (o) => (o.group ? h("optgroup", { label: o.group }, o.options.map(optionOf)) : h("option", { value: o.value }, o.name));
const named = (list) => (list ?? []).map((o) => ({ value: o.value, name: text(o.text) }));
const staticChoices = (e) => (e.option_groups ? e.option_groups.map((g) => ({ group: text(g.label), options: named(g.options) })) : named(e.options));
const people = (e, ctx) => ctx.people.filter((p) => !p.bot).map((p) => ({ value: p.id, name: p.name }));
const conversations = (e, ctx) => ctx.rooms.filter((r) => r.kind !== "dm").map((r) => ({ value: r.id, name: "#" + r.name }));

// several is a list of boxes to tick, for every element that holds several.
function several(choices, key) {
  return (e, block, ctx, label) => {
    const now = (ctx.stateOf(block, e)?.[key] ?? []).map((x) => x.value ?? x);
    const boxes = choices(e, ctx).flatMap((o) => o.options ?? [o]).map((o) => {
      const box = h("input", { type: "checkbox", value: o.value, "data-focus": focusKey(e, block, o.value) });
      box.checked = now.includes(o.value);
      return { box, row: h("label", { class: "choice" }, box, " ", o.name) };
    });
    const field = h("div", { role: "group", "aria-label": label ?? null, class: "choices" }, boxes.map((b) => b.row));
    field.read = () => boxes.filter((b) => b.box.checked).map((b) => b.box.value);
    if (!inInput(block)) field.addEventListener("change", () => used(e, block, ctx, field.read()));
    return field;
  };
}

let groups = 0;

function radio(e, block, ctx, label) {
  const name = "radio" + ++groups;
  const now = ctx.stateOf(block, e)?.selected_option?.value;
  const rows = named(e.options).map((o) => {
    const box = h("input", { type: "radio", name, value: o.value, "data-focus": focusKey(e, block, o.value) });
    box.checked = o.value === now;
    return h("label", { class: "choice" }, box, " ", o.name);
  });
  const field = h("div", { role: "radiogroup", "aria-label": label ?? null, class: "choices" }, rows);
  field.read = () => field.querySelector("input:checked")?.value ?? null;
  if (!inInput(block)) field.addEventListener("change", () => used(e, block, ctx, field.read()));
  return field;
}

// typed is a text field; its length is checked when the form is sent, so that
// nothing that was pasted is cut.
function typed(type) {
  return (e, block, ctx, label) => {
    const props = { placeholder: text(e.placeholder) || null };
    const field = e.multiline ? h("textarea", { ...props, rows: "6", autocomplete: "off" }) : h("input", { ...props, type, autocomplete: "off" });
    field.value = ctx.stateOf(block, e)?.value ?? "";
    if (type === "number") field.step = e.is_decimal_allowed ? "any" : "1";
    field.limits = { least: e.min_length ?? 0, most: e.max_length ?? Infinity };
    field.dataset.focus = focusKey(e, block);
    if (label) field.setAttribute("aria-label", label);
    field.read = () => field.value || null;
    return field;
  };
}

const dateField = (type, key, of = (v) => v, back = (v) => v) => (e, block, ctx, label) => {
  const field = h("input", { type, autocomplete: "off" });
  field.value = of(ctx.stateOf(block, e)?.[key] ?? "");
  const p = picker(field, e, block, ctx, label ?? text(e.placeholder));
  p.read = () => (field.value ? back(field.value) : null);
  return p;
};

const kinds = {
  button,
  overflow,
  static_select: select(staticChoices),
  external_select: select(staticChoices),
  users_select: select(people),
  conversations_select: select(conversations),
  channels_select: select(conversations),
  multi_static_select: several(staticChoices, "selected_options"),
  multi_users_select: several(people, "selected_users"),
  multi_conversations_select: several(conversations, "selected_conversations"),
  multi_channels_select: several(conversations, "selected_channels"),
  checkboxes: several(staticChoices, "selected_options"),
  radio_buttons: radio,
  plain_text_input: typed("text"),
  email_text_input: typed("email"),
  url_text_input: typed("url"),
  number_input: typed("number"),
  datepicker: dateField("date", "selected_date"),
  timepicker: dateField("time", "selected_time"),
};
