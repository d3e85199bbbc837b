// The requests of the page.
import { toast } from "./dom.js";

// look asks for everything that somebody sees.
export async function look(as, room) {
  const r = await fetch("api/look?" + new URLSearchParams({ as, room }));
  if (!r.ok) throw new Error((await r.json()).error);
  return r.json();
}

// act does something as somebody; false, and a word on the page, if it can't
// be done.
export async function act(what, deed) {
  return outcome(fetch("api/do/" + what, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(deed),
  }));
}

// upload shares a file.
export async function upload(as, fields, file) {
  const body = new FormData();
  for (const [k, v] of Object.entries(fields)) body.append(k, v);
  body.append("file", file);
  return outcome(fetch("api/upload?" + new URLSearchParams({ as }), { method: "POST", body }));
}

async function outcome(answer) {
  try {
    const r = await answer;
    if (r.ok) return true;
    const text = await r.text();
    toast(errorIn(text) ?? `That did not work (${r.status}).`, "bad");
  } catch {
    toast("The demo doesn't answer. Is `heed demo --serve` still running?", "bad");
  }
  return false;
}

function errorIn(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return undefined;
  }
}

// follow calls back for everything that becomes visible to somebody, until
// the function it returns is called.
export function follow(as, seen, clock, online) {
  const stream = new EventSource("api/follow?" + new URLSearchParams({ as }));
  stream.addEventListener("seen", (e) => seen(JSON.parse(e.data)));
  stream.addEventListener("clock", (e) => clock(JSON.parse(e.data)));
  stream.onopen = () => online(true);
  stream.onerror = () => online(false);
  return () => stream.close();
}
