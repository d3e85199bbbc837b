// The channels and direct messages of one person.
import { h, icon, keyed } from "./dom.js";

const mark = (room) => (room.kind === "private" ? [icon("lock"), h("span", { class: "sr" }, "private ")] : "# ");

export function side(nav, l, state, open) {
  const rooms = l.rooms.map((r) => ({ ...r, latest: "", members: [], unread: unread(r, l, state), current: state.room === r.id }));
  keyed(nav, [{ team: l.team, rooms, home: state.room === "home" }], () => "side", (item) => draw(item, open));
}

// A room opens when the mouse goes down: what is drawn anew before it comes up,
// as when a message arrives, gets no click. Keys and fingers click.
function draw({ team, rooms, home }, open) {
  const link = (r, label) => h("li", {}, h("button", {
    type: "button", class: r.unread ? "unread" : null, "aria-current": r.current ? "page" : null, "data-focus": r.id,
    onmousedown: (e) => press(e, r), onclick: () => r.current || open(r.id),
  }, label, r.unread && h("span", { class: "dot" }, h("span", { class: "sr" }, " (unread)"))));
  const press = (e, r) => {
    if (e.button !== 0) return;
    e.preventDefault(); // the focus is where opening puts it
    open(r.id);
  };
  const named = (name) => h("span", {}, name);
  const channels = rooms.filter((r) => r.kind !== "dm");
  const dm = rooms.find((r) => r.kind === "dm");
  return h("div", {},
    h("h1", {}, team),
    h("h2", { id: "side-channels" }, "Channels"),
    h("ul", { "aria-labelledby": "side-channels" }, channels.map((r) => link(r, [mark(r), named(r.name)]))),
    h("h2", { id: "side-apps" }, "Apps"),
    h("ul", { "aria-labelledby": "side-apps" }, link({ id: "home", current: home }, named("Heed · Home")), link(dm, named("Heed · Messages"))),
    h("p", { class: "foot" }, "Whoever you look as is shown only what they may see."));
}

// unread tells whether something came since the person last looked; what was
// there at first has been read.
function unread(room, l, state) {
  const key = l.me + room.id;
  if (!state.read.has(key) || state.room === room.id) state.read.set(key, room.latest);
  return state.read.get(key) !== room.latest;
}
