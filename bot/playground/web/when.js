// Times as somebody in a zone reads them. All of it takes milliseconds by the
// workspace's clock.

const part = (ms, zone, options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(ms);

export const time = (ms, zone) => part(ms, zone, { hour: "2-digit", minute: "2-digit" });
export const day = (ms, zone) => part(ms, zone, { weekday: "long", day: "numeric", month: "long" });
export const full = (ms, zone) => part(ms, zone, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

const dayNumber = (ms, zone) => {
  const [d, m, y] = part(ms, zone, { day: "2-digit", month: "2-digit", year: "numeric" }).split("/");
  return Date.UTC(y, m - 1, d) / 86400000;
};

// near is "today", "yesterday", "tomorrow" or null.
export function near(ms, now, zone) {
  return { 0: "today", [-1]: "yesterday", 1: "tomorrow" }[dayNumber(ms, zone) - dayNumber(now, zone)] ?? null;
}

// tokens of Slack's date format, and how each is written.
const tokens = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

// format fills Slack's "{date_short_pretty} at {time}" for a moment; null if
// it has a token that isn't known.
export function format(pattern, ms, now, zone) {
  let known = true;
  const out = pattern.replace(/\{(\w+)\}/g, (_, name) => {
    const base = name.replace(/_pretty$/, "");
    const pretty = base !== name && near(ms, now, zone);
    if (pretty) return pretty;
    if (!tokens[base]) known = false;
    return tokens[base] ? part(ms, zone, tokens[base]) : "";
  });
  return known ? out : null;
}
