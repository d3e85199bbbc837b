// The bar on top: what this is, the clock, and who looks.
import { act } from "./api.js";
import { h } from "./dom.js";
import { full } from "./when.js";

const moves = [["hour", "+1 hour"], ["morning", "Next workday 9:00"], ["week", "+1 week"]];

// bar keeps the clock and the choice of who looks up to date.
export function bar(clock, who, state, chooseAs, after) {
  const shown = h("time", { id: "now" });
  const buttons = moves.map(([how, name]) => h("button", { type: "button", class: "plain", onclick: () => move(how) }, name));
  const to = h("input", { type: "datetime-local", autocomplete: "off", "aria-label": "Move the clock to" });
  const go = h("button", { type: "button", class: "plain", onclick: () => to.value && move(to.value.slice(0, 16)) }, "Go");
  const more = h("details", { class: "to" }, h("summary", {}, "To …"), h("div", {}, to, go));
  clock.append(shown, ...buttons, more);
  const pick = h("select", { id: "as", autocomplete: "off", onchange: () => chooseAs(pick.value) });
  who.append(h("label", { for: "as" }, "See as "), pick);

  async function move(how) {
    clock.setAttribute("aria-busy", "true");
    for (const b of buttons) b.disabled = true;
    await act("clock", { as: state.as, text: how });
    for (const b of buttons) b.disabled = false;
    clock.removeAttribute("aria-busy");
    more.open = false;
    after();
  }

  let people = "";
  return {
    tick(now, zone) {
      shown.textContent = `${full(now, zone)} in ${zone.split("/").at(-1).replaceAll("_", " ")}`;
    },
    people(list, me) {
      const key = JSON.stringify(list);
      if (key !== people) {
        people = key;
        pick.replaceChildren(...list.filter((p) => !p.bot).map((p) => h("option", { value: p.id }, p.name + (p.note ? ` (${p.note})` : ""))));
      }
      pick.value = me;
    },
  };
}
