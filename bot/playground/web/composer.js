// The box that messages are written in: Enter sends, files can be dropped.
import { act, upload } from "./api.js";
import { h, icon } from "./dom.js";

const hints = "/heed help · note · brief CUSTOMER · followups · me · settings  —  /invite @heed";

// composer makes a box for one place; where() says which it is now.
export function composer(where, label) {
  let file = null;
  const chip = h("p", { class: "chip", hidden: true });
  const hint = h("p", { class: "hint muted", hidden: true }, hints);
  const box = h("textarea", { rows: "1", autocomplete: "off", "data-focus": "box", oninput: grow, onkeydown: (e) => {
    if (e.key === "Enter" && !e.shiftKey && !e.isComposing) {
      e.preventDefault();
      send();
    }
  } });
  const pick = h("input", { type: "file", class: "sr", tabindex: "-1", "aria-hidden": "true", onchange: () => attach(pick.files[0]) });

  function grow() {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, 260)}px`;
    hint.hidden = !box.value.startsWith("/");
  }

  function attach(f) {
    file = f ?? null;
    pick.value = "";
    chip.hidden = !file;
    chip.replaceChildren(...(file ? [icon("file"), ` ${file.name} `, h("button", { type: "button", class: "plain", "aria-label": `Take ${file.name} off`, onclick: () => attach(null) }, "✕")] : []));
    box.focus();
  }

  async function send() {
    const at = where();
    const text = box.value;
    if (!file && text.trim() === "") return;
    const sending = file;
    const done = sending
      ? await upload(at.as, { channel: at.channel, thread: at.thread ?? "", text }, sending)
      : await act("post", { as: at.as, channel: at.channel, thread: at.thread ?? "", text });
    if (!done) return; // what was typed stays
    if (box.value === text) box.value = "";
    attach(null);
    grow();
    at.sent();
  }

  const el = h("form", { class: "composer", onsubmit: (e) => (e.preventDefault(), send()) },
    chip, h("div", { class: "box" }, box,
      h("button", { type: "button", class: "plain attach", "aria-label": "Attach a file", title: "Attach a file", onclick: () => pick.click() }, icon("plus")), pick,
      h("button", { type: "submit", class: "button primary send" }, "Send")), hint);
  return { el, attach, name: (s) => (box.setAttribute("aria-label", s), (box.placeholder = s)), focus: () => box.focus(), fits: label };
}

// droppable lets files be dropped onto an element.
export function droppable(el, drop) {
  el.addEventListener("dragover", (e) => {
    if (![...e.dataTransfer.types].includes("Files")) return;
    e.preventDefault();
    el.classList.add("dropping");
  });
  el.addEventListener("dragleave", () => el.classList.remove("dropping"));
  el.addEventListener("drop", (e) => {
    e.preventDefault();
    el.classList.remove("dropping");
    if (e.dataTransfer.files[0]) drop(e.dataTransfer.files[0]);
  });
}
