// Elements without markup: no text ever becomes HTML.

const svgNS = "http://www.w3.org/2000/svg";

// h makes an element. Properties beginning with "on" are listeners, true is an
// empty attribute, false and null are none; children are nodes or text.
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

// svg is h for pictures.
export function svg(tag, props, ...children) {
  return fill(document.createElementNS(svgNS, tag), props, children);
}

function fill(el, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name.startsWith("on")) el.addEventListener(name.slice(2), value);
    else if (value === true) el.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) el.setAttribute(name, value);
  }
  el.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return el;
}

// keyed makes the children of parent those of items, in their order. What has
// not changed stays as it is, so that nothing that is open or typed there is
// lost; what has is drawn again, and keeps the focus it had.
export function keyed(parent, items, key, draw) {
  const have = new Map([...parent.children].map((el) => [el.dataset.key, el]));
  let at = parent.firstElementChild;
  for (const item of items) {
    const k = key(item);
    const version = JSON.stringify(item);
    let el = have.get(k);
    have.delete(k);
    if (!el || el.version !== version) {
      const fresh = draw(item);
      fresh.dataset.key = k;
      fresh.version = version;
      if (el) {
        if (at === el) at = fresh;
        swap(el, fresh);
      } else parent.insertBefore(fresh, at);
      el = fresh;
    }
    if (el !== at) parent.insertBefore(el, at);
    at = el.nextElementSibling;
  }
  for (const el of have.values()) el.remove();
}

// swap puts fresh where el was, and the focus where it was.
export function swap(el, fresh) {
  const focused = el.contains(document.activeElement) && document.activeElement;
  const focus = focused && focused.dataset.focus;
  el.replaceWith(fresh);
  if (!focused) return;
  const same = focus && fresh.querySelector(`[data-focus="${CSS.escape(focus)}"]`);
  (same || fresh).focus({ preventScroll: true });
}

// Pictures that the system's fonts may not have.
const shapes = {
  lock: "M4 7h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  plus: "M8 3v10M3 8h10",
  file: "M4 2h5l3 3v9H4zM9 2v3h3",
};

// icon is a small picture beside a word that says the same.
export function icon(name) {
  return svg("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: shapes[name] }));
}

// toast says something for a moment, to be read out too.
export function toast(text, kind = "") {
  const el = h("p", { class: kind }, text);
  document.getElementById("toasts").append(el);
  setTimeout(() => el.remove(), 7000);
}
