// Builds the browser side into dist/: the visitor's element, the console, the studio, the FAQ site and the demo page.
import { copyFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const source = (path) => join(root, "src", path);
const dist = join(root, "dist");

// Gzip bytes that a page pays at once, then on the first opening.
const BUDGETS = [
  { files: ["comptoir.js"], most: 2_000 },
  { files: ["site.js", "site.css"], most: 6_000 },
  { files: ["chat.js", "core.js", "words.fr.js"], most: 20_000 },
];

const LOADER = { comptoir: source("visitor/loader.ts") };
// What chat and talk share goes to core.js.
const VISITOR = { chat: source("visitor/chat.tsx"), talk: source("visitor/talk.ts") };
const WORDS = {
  "words.fr": source("visitor/i18n/fr.json"),
  "words.en": source("visitor/i18n/en.json"),
  "talk.fr": source("visitor/i18n/talk.fr.json"),
  "talk.en": source("visitor/i18n/talk.en.json"),
};
const PAGES = {
  console: source("console/main.tsx"),
  studio: source("studio/main.tsx"),
  demo: source("demo/demo.ts"),
  site: source("site/site.ts"),
};
const COPIED = ["console/console.html", "studio/studio.html", "demo/demo.html", "demo/icon.svg"];

const OPTIONS = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  outdir: dist,
  sourcemap: "external",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
};

// A shadow root takes its style sheet as text; the CSP of the host page forbids <style>.
const cssAsText = {
  name: "css-as-text",
  setup(bundle) {
    bundle.onLoad({ filter: /visitor.css.[a-z]+\.css$/ }, async ({ path }) => {
      const css = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target: "es2022" });
      return { contents: css.code, loader: "text" };
    });
  },
};

async function main() {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist);
  await build({ ...OPTIONS, entryPoints: LOADER, plugins: [cssAsText] });
  await build({ ...OPTIONS, entryPoints: VISITOR, plugins: [cssAsText], splitting: true, chunkNames: "core" });
  await build({ ...OPTIONS, entryPoints: WORDS });
  // The studio shows answers as the visitor sees them.
  await build({ ...OPTIONS, entryPoints: PAGES, plugins: [cssAsText] });
  for (const page of COPIED) await copyFile(source(page), join(dist, page.split("/")[1]));
  return report();
}

async function report() {
  const sizes = {};
  for (const name of (await readdir(dist)).filter((file) => /\.(js|css|html)$/.test(file)).sort()) {
    sizes[name] = gzipSync(await readFile(join(dist, name)), { level: 9 }).length;
    console.log(`${name.padEnd(40)} ${String(sizes[name]).padStart(7)} B gzip`);
  }
  return BUDGETS.map(({ files, most }) => isOver(files.join(" + "), sum(files, sizes), most)).some(Boolean) ? 1 : 0;
}

function isOver(what, size, most) {
  console.log(`${what.padEnd(40)} ${String(size).padStart(7)} B gzip of ${most}${size > most ? "  OVER" : ""}`);
  return size > most;
}

function sum(files, sizes) {
  return files.reduce((total, file) => total + sizes[file], 0);
}

process.exitCode = await main();
