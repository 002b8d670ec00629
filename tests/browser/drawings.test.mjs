// Drawings without a site around them, five hundred of them odd: every mark at
// every width, from left to right and in Arabic, measured in the browser.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { promisify } from "node:util";
import { launch, reader } from "./browser.mjs";
import { drawnTexts } from "./inspect.mjs";
import { serve } from "./server.mjs";
import { open } from "./visit.mjs";

// The three widths stand beside each other.
const VIEW = { width: 1720, scheme: "light" };
const SEEDED = 500;
const WIDTHS = 3;

let folder;
let server;
let browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "casebook-"));
  const cargo = ["run", "--quiet", "--locked", "--example", "drawings", "--", folder];
  await promisify(execFile)("cargo", cargo, { cwd: join(import.meta.dirname, "../..") });
  server = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

it("no word covers another or leaves its drawing, whatever is drawn", async () => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".html"));
  const found = [];
  const counts = { drawings: 0, seeded: 0, arabic: 0, texts: 0 };
  const context = await reader(browser, VIEW);
  for (const name of names) {
    const { page, complaints } = await open(context, server.url + name, server.url, false);
    found.push(...complaints, ...(await page.evaluate(drawnTexts)));
    const count = (selector) => page.locator(selector).count();
    counts.drawings += await count("svg");
    counts.seeded += name.startsWith("seeded") ? await count("svg") : 0;
    counts.arabic += await count("svg[direction=rtl]");
    counts.texts += await count("svg text");
    await page.close();
  }
  await context.close();
  assert.deepEqual(found, []);
  assert.equal(counts.seeded, SEEDED * WIDTHS);
  assert.ok(counts.arabic > SEEDED / 2 && counts.texts > 10_000, JSON.stringify(counts));
});
