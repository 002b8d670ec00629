// Pictures of every kind of page, wide and narrow, light and dark:
// node tests/browser/screenshots.mjs OUT_DIR

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch, reader, VIEWS } from "./browser.mjs";
import { serve } from "./server.mjs";
import { FOLDER, oneOfEachKind, pages } from "./site.mjs";

const [out] = process.argv.slice(2);
if (!out) {
  console.error("usage: node tests/browser/screenshots.mjs OUT_DIR");
  process.exit(2);
}

const kinds = oneOfEachKind(await pages());
// At the root of its host, where the page for lost addresses finds its style.
const server = await serve(FOLDER, "/");
const browser = await launch();
await mkdir(out, { recursive: true });
for (const view of VIEWS) {
  const context = await reader(browser, view);
  for (const { kind, path } of kinds) {
    const page = await context.newPage();
    await page.goto(server.url + path, { waitUntil: "load" });
    const file = join(out, `${kind.replaceAll(/[^\w-]+/g, "-")}-${view.name}.png`);
    await page.screenshot({ path: file, fullPage: true });
    console.log(`${file}\t/${path}`);
    await page.close();
  }
  await context.close();
}
await browser.close();
await server.close();
