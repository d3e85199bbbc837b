// data_visualization: line, area, bar and pie, as pictures whose numbers can
// be read as a table. Series differ in shape or dash as well as in colour.
import { h, svg } from "./dom.js";

const wide = 560, high = 240, left = 44, right = 16, top = 14, bottom = 34;

export function chart(block) {
  const c = block.chart;
  const draw = c.type === "pie" ? pie : axes;
  return h("figure", { class: "chart" },
    h("figcaption", {}, block.title),
    svg("svg", { viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": `${block.title}: ${described(c)}` }, draw(c)),
    legend(c),
    h("details", {}, h("summary", {}, "Show the numbers"), numbers(c)));
}

function described(c) {
  const points = (list) => list.map((p) => `${p.label} ${p.value}`).join(", ");
  return c.type === "pie" ? points(c.segments) : c.series.map((s) => `${s.name}: ${points(s.data)}`).join("; ");
}

function legend(c) {
  const names = c.type === "pie" ? c.segments.map((s) => s.label) : c.series.map((s) => s.name);
  if (names.length < 2) return null;
  return h("ul", { class: "legend" }, names.map((name, i) => h("li", {},
    svg("svg", { viewBox: "0 0 22 12", "aria-hidden": "true" }, swatch(c.type, i)), name)));
}

function swatch(kind, i) {
  if (kind === "line" || kind === "area") {
    return [svg("line", { x1: 0, x2: 22, y1: 6, y2: 6, class: `stroke s${i} d${i}` }), dot(11, 6, i)];
  }
  return svg("rect", { width: 22, height: 12, rx: 2, class: `fill s${i}` });
}

function numbers(c) {
  if (c.type === "pie") {
    return h("table", { class: "data" }, h("tbody", {}, c.segments.map((s) => h("tr", {}, h("th", { scope: "row" }, s.label), h("td", { class: "right" }, String(s.value))))));
  }
  return h("div", { class: "scroll" }, h("table", { class: "data" },
    h("thead", {}, h("tr", {}, h("td"), c.series.map((s) => h("th", { scope: "col" }, s.name)))),
    h("tbody", {}, c.axis_config.categories.map((label) => h("tr", {}, h("th", { scope: "row" }, label),
      c.series.map((s) => h("td", { class: "right" }, String(valueAt(s, label)))))))));
}

const valueAt = (series, label) => series.data.find((p) => p.label === label)?.value ?? 0;

// nice is the step of an axis with about four lines.
function nice(span) {
  const raw = span / 4 || 1;
  const ten = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 2.5, 5, 10].map((m) => m * ten).find((m) => m >= raw);
}

function axes(c) {
  const labels = c.axis_config.categories;
  const all = c.series.flatMap((s) => labels.map((l) => valueAt(s, l)));
  const step = nice(Math.max(...all, 0) - Math.min(...all, 0));
  const low = Math.floor(Math.min(...all, 0) / step) * step;
  const up = Math.max(Math.ceil(Math.max(...all, 0) / step) * step, low + step);
  const y = (v) => top + (high - top - bottom) * (1 - (v - low) / (up - low));
  const band = (wide - left - right) / labels.length;
  const x = (i) => left + band * (i + 0.5);
  const grid = [];
  for (let v = low; v <= up + step / 2; v += step) {
    grid.push(svg("line", { x1: left, x2: wide - right, y1: y(v), y2: y(v), class: "grid" }),
      svg("text", { x: left - 6, y: y(v) + 4, class: "axis end" }, String(Math.round(v * 100) / 100)));
  }
  const every = Math.ceil(labels.length / 9);
  const ticks = labels.map((l, i) => (i % every ? null : svg("text", { x: x(i), y: high - 14, class: "axis mid" }, l)));
  const shapes = c.type === "bar" ? bars(c, labels, x, y, band, low) : paths(c, labels, x, y, low);
  const titles = [c.axis_config.y_label && svg("text", { x: 4, y: 10, class: "axis" }, c.axis_config.y_label)];
  return [...grid, ...ticks, ...titles, ...shapes];
}

function bars(c, labels, x, y, band, low) {
  const w = (band * 0.7) / c.series.length;
  const base = y(Math.max(low, 0));
  return c.series.flatMap((s, n) => labels.map((l, i) => {
    const v = valueAt(s, l);
    return svg("rect", {
      x: x(i) - band * 0.35 + n * w, width: Math.max(w - 2, 1), y: Math.min(y(v), base), height: Math.abs(base - y(v)), rx: 2, class: `fill s${n}`,
    }, svg("title", {}, `${s.name}, ${l}: ${v}`));
  }));
}

function paths(c, labels, x, y, low) {
  return c.series.flatMap((s, n) => {
    const at = labels.map((l, i) => [x(i), y(valueAt(s, l)), valueAt(s, l), l]);
    const line = at.map(([px, py]) => `${px},${py}`).join(" ");
    const floor = y(Math.max(low, 0));
    return [
      c.type === "area" && svg("polygon", { points: `${at[0][0]},${floor} ${line} ${at.at(-1)[0]},${floor}`, class: `fill faint s${n}` }),
      svg("polyline", { points: line, class: `stroke s${n} d${n}` }),
      ...at.map(([px, py, v, l]) => dot(px, py, n, `${s.name}, ${l}: ${v}`)),
    ].filter(Boolean);
  });
}

// dot marks a point, with a shape of its series.
function dot(x, y, n, title) {
  const say = title ? [svg("title", {}, title)] : [];
  if (n % 3 === 1) return svg("rect", { x: x - 3.5, y: y - 3.5, width: 7, height: 7, class: `fill s${n}` }, say);
  if (n % 3 === 2) return svg("polygon", { points: `${x},${y - 4.5} ${x + 4.5},${y + 4} ${x - 4.5},${y + 4}`, class: `fill s${n}` }, say);
  return svg("circle", { cx: x, cy: y, r: 4, class: `fill s${n}` }, say);
}

function pie(c) {
  const total = c.segments.reduce((sum, s) => sum + s.value, 0);
  const cx = wide / 2, cy = high / 2, r = high / 2 - 22;
  let from = -Math.PI / 2;
  return c.segments.flatMap((s, n) => {
    const angle = (s.value / total) * 2 * Math.PI;
    const to = from + angle;
    const at = (a, d) => `${cx + d * Math.cos(a)} ${cy + d * Math.sin(a)}`;
    const middle = from + angle / 2;
    const share = `${Math.round((100 * s.value) / total)} %`;
    const d = c.segments.length === 1
      ? `M ${cx - r} ${cy} a ${r} ${r} 0 1 0 ${2 * r} 0 a ${r} ${r} 0 1 0 ${-2 * r} 0`
      : `M ${cx} ${cy} L ${at(from, r)} A ${r} ${r} 0 ${angle > Math.PI ? 1 : 0} 1 ${at(to, r)} Z`;
    const [tx, ty] = at(middle, r + 12).split(" ").map(Number);
    from = to;
    return [
      svg("path", { d, class: `fill s${n} slice` }, svg("title", {}, `${s.label}: ${s.value} (${share})`)),
      svg("text", { x: tx, y: ty + 4, class: `axis ${Math.cos(middle) < -0.1 ? "end" : Math.cos(middle) > 0.1 ? "" : "mid"}` }, `${s.label} ${share}`),
    ];
  });
}
