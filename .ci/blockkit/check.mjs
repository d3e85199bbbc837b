// Checks what Heed sends (bot/slackbot/testdata/said) and its manifest against
// the types that Slack publishes: a misspelt field, a missing one, one that
// doesn't belong there or a scope that there isn't fails. Lengths and counts
// are no types; bot/slackbot's TestSlackTakesIt checks those.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { parse } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const said = join(root, "bot", "slackbot", "testdata", "said");
const out = join(here, "node_modules", ".checked"); // ignored, and beside the types

// notTyped are blocks that these types don't know yet.
const notTyped = new Set(["data_visualization"]);
let charts = 0;
const typed = (blocks) =>
  blocks.filter((b) => {
    if (!notTyped.has(b.type)) return true;
    charts++;
    return false;
  });

const head = `import type { HomeView, KnownBlock, ModalView } from "@slack/types";
type Post = { text: string; blocks: KnownBlock[] };
type Modal = Omit<ModalView, "blocks"> & { blocks: KnownBlock[] };
type Home = Omit<HomeView, "blocks"> & { blocks: KnownBlock[] };
`;
mkdirSync(out, { recursive: true });
const names = new Map(); // file → line → scene
const files = [];
let n = 0;

function source(name, lines, labels) {
  const path = join(out, name + ".ts");
  writeFileSync(path, lines.join("\n") + "\nexport {};\n");
  files.push(path);
  names.set(path, labels);
}

for (const file of readdirSync(said).sort()) {
  const lines = head.trimEnd().split("\n");
  const labels = new Map();
  const add = (scene, type, value) => {
    labels.set(lines.length, `${file}, ${scene}`);
    lines.push(`export const c${n++}: ${type} = ${JSON.stringify(value)};`);
  };
  for (const line of readFileSync(join(said, file), "utf8").trim().split("\n")) {
    const s = JSON.parse(line);
    for (const p of [...(s.posts ?? []), ...(s.bare ?? [])]) {
      add(s.scene, "Post", { ...p, blocks: typed(p.blocks ?? []) });
    }
    if (s.modal) add(s.scene, "Modal", { ...s.modal, blocks: typed(s.modal.blocks) });
    if (s.home) add(s.scene, "Home", { ...s.home, blocks: typed(s.home.blocks) });
  }
  source(file.replace(/\.jsonl$/, ""), lines, labels);
}
const manifest = parse(readFileSync(join(root, "manifest.yml"), "utf8"));
source("manifest.yml", [
  `import type { AppsManifestCreateArguments } from "@slack/web-api";`,
  `export const manifest: AppsManifestCreateArguments["manifest"] = ${JSON.stringify(manifest)};`,
], new Map([[1, "manifest.yml"]]));

const program = ts.createProgram(files, {
  strict: true, noEmit: true, skipLibCheck: true, types: [],
  module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022,
});
let wrong = 0;
for (const d of ts.getPreEmitDiagnostics(program)) {
  wrong++;
  const at = d.file ? names.get(d.file.fileName)?.get(d.file.getLineAndCharacterOfPosition(d.start).line) : "";
  console.error(`${at ?? d.file?.fileName}: ${ts.flattenDiagnosticMessageText(d.messageText, "\n  ")}`);
}
if (n < 100) {
  console.error(`only ${n} payloads in ${said}`);
  wrong++;
}
console.log(`${n} payloads and the manifest against Slack's types: ${wrong === 0 ? "as they say" : `${wrong} wrong`}` +
  (charts > 0 ? ` (${charts} charts left out: these types know none)` : ""));
process.exit(wrong === 0 ? 0 : 1);
