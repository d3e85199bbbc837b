// Tables of both kinds.
import { h } from "./dom.js";
import { richText } from "./rich.js";

export function table(block, ctx, element) {
  const [head = [], ...rows] = block.rows ?? [];
  const align = (i) => ((block.column_settings ?? [])[i]?.align === "right" ? "right" : null);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": block.caption ?? "Table" },
    h("table", { class: "data" },
      block.caption && h("caption", {}, block.caption),
      h("thead", {}, h("tr", {}, head.map((c, i) => h("th", { scope: "col", class: align(i) }, cell(c, ctx, element))))),
      h("tbody", {}, rows.map((r) => h("tr", {}, r.map((c, i) => h("td", { class: align(i) }, cell(c, ctx, element)))))),
    ));
}

function cell(c, ctx, element) {
  switch (c.type) {
    case "rich_text":
      return richText(c, ctx);
    case "raw_number":
      return c.text ?? String(c.value);
    case "action_cell":
      return element(c.element);
  }
  return c.text ?? "";
}
