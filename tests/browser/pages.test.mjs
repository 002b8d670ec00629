// What a reader sees, in a real browser: every kind of page, wide and narrow,
// light and dark, without script and below a path.

import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { after, before, describe, it } from "node:test";
import { launch, OPPOSITE, reader, turn, VIEWS } from "./browser.mjs";
import { serve } from "./server.mjs";
import { FOLDER, oneOfEachKind, pages } from "./site.mjs";
import { layout, open, violations } from "./visit.mjs";

const all = await pages();
const kinds = oneOfEachKind(all);
const leftwards = oneOfEachKind(all.filter((page) => page.leftwards)).filter((page) => !kinds.includes(page));
const drawings = all.filter((page) => page.drawing && !kinds.includes(page));

// Most of the time of all browser tests is spent here, and no visit knows of another.
const TOGETHER = { concurrency: availableParallelism() };

// Stands in for any address, so its own links start at the root of the site.
const NOT_FOUND = "404.html";

let server;
let root;
let browser;

before(async () => {
  server = await serve(FOLDER);
  root = await serve(FOLDER, "/");
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  await root?.close();
});

/// Opens a page, asks in each of the views, and fails with every complaint.
async function visit(path, views, scripts, ask) {
  const context = await reader(browser, views[0]);
  try {
    const { url } = path === NOT_FOUND ? root : server;
    const { page, complaints } = await open(context, url + path, url, scripts);
    for (const view of views) {
      await turn(page, view);
      complaints.push(...(await ask(page)).map((complaint) => `${view.name}: ${complaint}`));
    }
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/// Asks for all that a page without scripts can be asked.
async function everything(page) {
  return [...(await layout(page)), ...(await violations(page))];
}

describe("one page of each kind", TOGETHER, () => {
  for (const { kind, path } of kinds) {
    it(`${kind} (/${path}) is accessible and in its frame in all views`, () =>
      visit(path, VIEWS, false, everything));
    it(`${kind} (/${path}) runs without complaint where scripts run`, () =>
      visit(path, [VIEWS[0]], true, async () => []));
  }
});

describe("one page of each kind from right to left", TOGETHER, () => {
  for (const { kind, path } of leftwards) {
    it(`${kind} (/${path}) is accessible and in its frame, wide and narrow`, () =>
      visit(path, OPPOSITE, false, everything));
  }
});

// The rest of these pages is that of their kind.
describe("every other page with a drawing", TOGETHER, () => {
  for (const { path } of drawings) {
    it(`/${path} keeps its texts apart, and its drawings are accessible, wide and narrow`, () =>
      visit(path, OPPOSITE, false, async (page) => [
        ...(await layout(page)),
        ...(await violations(page, ["figure", "svg"])),
      ]));
  }
});
