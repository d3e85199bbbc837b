// The page: who looks at what, asked again after every change.
import { act, follow, look } from "./api.js";
import { bar } from "./bar.js";
import { blocks } from "./blocks.js";
import { composer, droppable } from "./composer.js";
import { h, icon, keyed, toast } from "./dom.js";
import { initial, list } from "./messages.js";
import { confirm, show } from "./modal.js";
import { side } from "./side.js";

const $ = (id) => document.getElementById(id);
const fromHash = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

const state = { as: "", room: "", thread: "", read: new Map(), seen: null, offline: false, scroll: "end" };
let stop = () => {};
let top;
const main = composer(() => ({ as: state.as, channel: state.room, sent: () => scrollDown($("messages")) }));
const reply = composer(() => ({ as: state.as, channel: state.room, thread: state.thread, sent: () => {} }));

// refresh asks what is to be seen and draws it. Several wishes while one is
// under way are one more.
let asking = false, again = false;
async function refresh() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    do {
      again = false;
      draw(await look(state.as, state.room));
    } while (again);
  } catch (e) {
    if (!state.offline) toast(String(e.message ?? e), "bad");
  } finally {
    asking = false;
  }
}

function draw(l) {
  if (state.as !== l.me) {
    state.as = l.me;
    again = true;
    listen();
  }
  state.seen = l;
  const rooms = new Map(l.rooms.map((r) => [r.id, r]));
  if (state.room !== "home" && !rooms.has(state.room)) {
    state.room = l.rooms[0].id;
    again = true;
  }
  if (again) return remember();
  const ctx = context(l);
  document.title = `${state.room === "home" ? "Home" : rooms.get(state.room).name} · Heed demo`;
  top.tick(l.now, l.zone);
  top.people(l.people, l.me);
  side($("side"), l, state, openRoom);
  head(rooms.get(state.room), l, ctx);
  $("home").hidden = state.room !== "home";
  $("messages").hidden = $("composer").hidden = state.room === "home";
  if (state.room === "home") home(l, ctx);
  else talk(l, rooms.get(state.room), ctx);
  show(l.modal, ctx);
  document.body.dataset.drawn = `${l.me}/${state.room}`;
}

// context is what drawing needs to know of who looks.
function context(l) {
  const people = new Map(l.people.map((p) => [p.id, p]));
  const channels = new Map(l.rooms.map((r) => [r.id, r.name]));
  const person = (id) => people.get(id) ?? { id, name: id === "USLACKBOT" ? "Slackbot" : id, bot: id === "USLACKBOT" };
  return {
    me: l.me, zone: l.zone, now: l.now, room: state.room, people: l.people, rooms: l.rooms, shortcuts: l.shortcuts,
    person, name: (id) => person(id).name, channel: (id, label) => channels.get(id) ?? (label || "private channel"),
    act: async (what, deed) => {
      const done = await act(what, { as: l.me, ...deed });
      refresh();
      return done;
    },
    confirm, openThread, goTo,
  };
}

function head(room, l, ctx) {
  const el = $("head");
  const inside = room?.members.includes(l.heed);
  const name = !room || room.kind === "dm" ? "Heed" : `# ${room.name}`;
  const dm = l.rooms.find((r) => r.kind === "dm").id;
  const tab = (id, label) => h("button", { type: "button", role: "tab", "aria-selected": String(state.room === id), onclick: () => openRoom(id) }, label);
  const item = { name, members: room?.members.map((m) => ctx.name(m)), inside, room: state.room };
  keyed(el, [item], () => "head", () => h("div", { class: "row" },
    h("h2", {}, room?.kind === "private" ? [icon("lock"), h("span", { class: "sr" }, "private ")] : null, name),
    !room || room.kind === "dm" ? h("div", { role: "tablist", "aria-label": "Heed", class: "tabs" }, tab("home", "Home"), tab(dm, "Messages"))
      : h("p", { class: "muted" }, item.members.join(", ")),
    room && room.kind !== "dm" && !inside ? h("button", { type: "button", class: "button", "data-focus": "invite", onclick: () => ctx.act("post", { channel: room.id, text: "/invite @heed" }) }, "Invite Heed") : null));
}

function home(l, ctx) {
  const on = {
    ...ctx,
    stateOf: (block, e) => l.home?.state?.[block.block_id]?.[e.action_id] ?? initial(e),
    use: (block, action, value) => ctx.act("use", { surface: "home", block, action, value }),
  };
  const item = l.home ?? { id: "", hash: "" };
  keyed($("home"), [item], (v) => "home" + v.id, (v) => h("div", { class: "blocks", tabindex: "-1" },
    v.id ? blocks(v.blocks, on) : h("p", { class: "muted" }, "Heed is filling this page …")));
}

function talk(l, room, ctx) {
  const ol = $("messages");
  const atEnd = list(ol, l.messages.filter((m) => m.in_main), ctx, false);
  if (!l.messages.length && !ol.children.length) ol.append(h("li", { class: "empty muted", "data-key": "empty" }, room.kind === "dm" ? "Nothing said yet. Write to Heed, or drop a transcript here." : "Nothing posted yet."));
  if (state.scroll === "end" || atEnd) scrollDown(ol);
  state.scroll = "";
  main.name(room.kind === "dm" ? "Message Heed" : `Message #${room.name}`);
  thread(l, ctx);
}

function thread(l, ctx) {
  const el = $("thread");
  const root = state.thread && l.messages.find((m) => m.ts === state.thread);
  el.hidden = !root;
  document.body.classList.toggle("threaded", Boolean(root));
  if (!root) return;
  if (!el.firstElementChild) {
    el.append(
      h("header", { class: "row" }, h("h2", {}, "Thread"), h("button", { type: "button", class: "plain", "aria-label": "Close the thread", onclick: () => openThread("") }, "✕")),
      h("ol", { class: "list", role: "log", "aria-label": "Thread", tabindex: "0" }), reply.el);
    reply.name("Reply …");
  }
  list(el.querySelector("ol"), l.messages.filter((m) => m.ts === root.ts || m.thread === root.ts), ctx, true);
}

const scrollDown = (ol) => requestAnimationFrame(() => (ol.scrollTop = ol.scrollHeight));

function openRoom(id) {
  if (id === "home") act("home", { as: state.as }).then(refresh);
  Object.assign(state, { room: id, thread: "", scroll: "end" });
  document.body.classList.remove("menu-open");
  $("menu").setAttribute("aria-expanded", "false");
  remember();
  refresh();
}

function openThread(ts) {
  state.thread = ts;
  if (state.seen) thread(state.seen, context(state.seen));
  if (ts) reply.focus();
}

// goTo shows one message of this workspace.
async function goTo(room, ts, inThread) {
  Object.assign(state, { room, thread: inThread ?? "", scroll: "" });
  remember();
  await refresh();
  const li = document.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  if (!li) return toast("That message isn't there any more, or not for you.");
  li.scrollIntoView({ block: "center" });
  li.classList.add("found");
  li.focus({ preventScroll: true });
}

function remember() {
  history.replaceState(null, "", "#" + new URLSearchParams({ as: state.as, room: state.room }));
}

// listen follows what becomes visible to who looks.
function listen() {
  stop();
  stop = follow(state.as, (seen) => {
    if (seen.say) toast(seen.say, "bad");
    refresh();
  }, (now) => state.seen && top.tick(now, state.seen.zone), (online) => {
    if (online) refresh(); // what came before the stream was open
    state.offline = !online;
    document.body.classList.toggle("offline", !online);
  });
}

function begin() {
  const { as = "", room = "" } = fromHash();
  Object.assign(state, { as, room });
  top = bar($("clock"), $("who"), state, (id) => {
    Object.assign(state, { as: id, thread: "", scroll: "end" });
    const wasDM = state.seen?.rooms.find((r) => r.id === state.room)?.kind === "dm";
    listen();
    look(id, "").then((l) => openRoom(wasDM ? l.rooms.find((r) => r.kind === "dm").id : state.room));
  }, refresh);
  $("composer").append(main.el);
  droppable($("talk"), (f) => main.attach(f));
  $("menu").addEventListener("click", () => {
    const shown = document.body.classList.toggle("menu-open");
    $("menu").setAttribute("aria-expanded", String(shown));
  });
  addEventListener("hashchange", () => {
    const to = fromHash();
    if (to.as && (to.as !== state.as || to.room !== state.room)) location.reload();
  });
  if (as) listen();
  if (as && room === "home") act("home", { as });
  refresh();
}

begin();
