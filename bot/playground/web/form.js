// Forms: the inputs of a modal, what is filled in, and what is wrong with it.
import { h } from "./dom.js";
import { element } from "./elements.js";

let fields = 0;

// field is an input block.
export function field(b, ctx) {
  const id = "field" + ++fields;
  const control = element(b.element, b, ctx, undefined);
  const lone = ["INPUT", "TEXTAREA", "SELECT"].includes(control.tagName);
  control.id = id;
  control.removeAttribute("aria-label");
  control.setAttribute("aria-describedby", `${id}-hint ${id}-error`);
  if (!lone) control.setAttribute("aria-labelledby", `${id}-label`);
  return h("div", { class: "field", "data-block": b.block_id, "data-optional": b.optional === true },
    h(lone ? "label" : "span", { id: `${id}-label`, class: "label", for: lone ? id : null }, b.label.text, b.optional ? h("span", { class: "muted" }, " (optional)") : null),
    control,
    b.hint && h("p", { class: "muted", id: `${id}-hint` }, b.hint.text),
    h("p", { class: "error", id: `${id}-error` }));
}

const controlOf = (row) => row.querySelector(`#${row.querySelector(".label").id.replace("-label", "")}`);

// values are what is filled in: block id → string, list, or null.
export function values(form) {
  const out = {};
  for (const row of form.querySelectorAll(".field")) out[row.dataset.block] = controlOf(row).read?.() ?? null;
  return out;
}

// wrong is what Slack's own form complains about before it sends anything.
export function wrong(form) {
  const out = {};
  for (const row of form.querySelectorAll(".field")) {
    const control = controlOf(row);
    const value = control.read?.() ?? null;
    const empty = value === null || value.length === 0 || (typeof value === "string" && value.trim() === "");
    const n = typeof value === "string" ? [...value].length : 0;
    const { least, most } = control.limits ?? { least: 0, most: Infinity };
    if (empty && row.dataset.optional === undefined) out[row.dataset.block] = "Please complete this required field.";
    else if (!empty && n > most) out[row.dataset.block] = `That is ${n} characters; ${most} fit here.`;
    else if (!empty && n < least) out[row.dataset.block] = `At least ${least} characters, please.`;
  }
  return out;
}

// complain shows what is wrong at each field, and goes to the first.
export function complain(form, errors) {
  let first = null;
  for (const row of form.querySelectorAll(".field")) {
    const said = errors?.[row.dataset.block] ?? "";
    const control = controlOf(row);
    row.querySelector(".error").textContent = said;
    row.classList.toggle("wrong", said !== "");
    control.setAttribute("aria-invalid", String(said !== ""));
    if (said && !first) first = control;
  }
  first?.focus();
  return first !== null;
}
