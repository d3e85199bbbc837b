// The form on top of everything: Slack's modal.
import { act } from "./api.js";
import { blocks } from "./blocks.js";
import { h } from "./dom.js";
import { complain, values, wrong } from "./form.js";

let open = null; // the dialog that is shown, with the view it shows

// show draws the modal that somebody sees; nothing typed is lost as long as
// its view stays the same.
export function show(view, base) {
  if (open && (!view || open.view.id !== view.id)) shut();
  if (!view) return;
  if (open?.view.hash === view.hash) {
    errors(view);
    return;
  }
  const fresh = draw(view, base);
  if (!open) {
    open = { dialog: h("dialog", { class: "modal", "aria-labelledby": "modal-title", oncancel: (e) => (e.preventDefault(), close()) }) };
    document.body.append(open.dialog);
    open.dialog.append(fresh);
    open.dialog.showModal();
    fresh.querySelector("input, textarea, select")?.focus();
  } else {
    const focus = document.activeElement?.dataset?.focus;
    open.dialog.replaceChildren(fresh);
    (focus && fresh.querySelector(`[data-focus="${CSS.escape(focus)}"]`))?.focus();
  }
  Object.assign(open, { view, form: fresh, base, said: "" });
  errors(view);
}

// errors shows what the bot found wrong, once for each time it did.
function errors(view) {
  const said = JSON.stringify(view.errors ?? {});
  if (open.said === said) return;
  open.said = said;
  complain(open.form, view.errors);
}

function shut() {
  open.dialog.close();
  open.dialog.remove();
  open = null;
}

function draw(view, base) {
  const ctx = {
    ...base,
    stateOf: (block, e) => view.state?.[block.block_id]?.[e.action_id],
    use: (block, action, value) => base.act("use", { surface: "modal", view: view.id, block, action, value, values: values(open.form) }),
  };
  return h("form", { method: "dialog", novalidate: true, onsubmit: (e) => (e.preventDefault(), submit(view, base)) },
    h("header", {}, h("h2", { id: "modal-title" }, view.title), h("button", { type: "button", class: "plain", "aria-label": "Close", onclick: close }, "✕")),
    h("div", { class: "blocks" }, blocks(view.blocks, ctx)),
    h("footer", {},
      h("button", { type: "button", class: "button", onclick: close }, view.close || (view.submit ? "Cancel" : "Close")),
      view.submit ? h("button", { type: "submit", class: "button primary" }, view.submit) : null));
}

async function submit(view, base) {
  if (complain(open.form, wrong(open.form))) return;
  open.said = null; // the same complaint again is worth saying again
  const button = open.form.querySelector("[type=submit]");
  button.disabled = true;
  await base.act("submit", { view: view.id, values: values(open.form) });
  button.disabled = false;
}

function close() {
  if (open) open.base.act("close", { view: open.view.id });
}

// confirm asks what an element wants to have asked.
export function confirm(c) {
  return new Promise((done) => {
    const dialog = h("dialog", { class: "modal confirm", "aria-labelledby": "confirm-title", onclose: () => (dialog.remove(), done(dialog.returnValue === "yes")) },
      h("form", { method: "dialog" },
        h("header", {}, h("h2", { id: "confirm-title" }, c.title?.text ?? "Are you sure?")),
        h("div", { class: "blocks" }, h("p", {}, c.text?.text ?? "")),
        h("footer", {},
          h("button", { value: "no", class: "button" }, c.deny?.text ?? "Cancel"),
          h("button", { value: "yes", class: "button " + (c.style === "danger" ? "danger" : "primary") }, c.confirm?.text ?? "Yes"))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
