// What a reader sees, in a real browser: every kind of page, wide and narrow,
// light and dark, without script and below a path.

import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { after, before, describe, it } from "node:test";
import { launch, reader, VIEWS } from "./browser.mjs";
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

/// Opens a page in a view, asks, and fails with every complaint.
async function visit(path, view, scripts, ask) {
  const context = await reader(browser, view);
  try {
    const { url } = path === NOT_FOUND ? root : server;
    const { page, complaints } = await open(context, url + path, url, scripts);
    complaints.push(...(await ask(page)));
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

describe("one page of each kind", TOGETHER, () => {
  for (const { kind, path } of kinds) {
    for (const view of VIEWS) {
      it(`${kind} (/${path}) is accessible and in its frame at ${view.name}`, () =>
        visit(path, view, false, async (page) => [
          ...(await layout(page)),
          ...(await violations(page)),
        ]));
    }
    it(`${kind} (/${path}) runs without complaint where scripts run`, () =>
      visit(path, VIEWS[0], true, async () => []));
  }
});

describe("one page of each kind from right to left", TOGETHER, () => {
  const views = VIEWS.filter(({ width, scheme }) => (width === 360) === (scheme === "light"));
  for (const { kind, path } of leftwards) {
    for (const view of views) {
      it(`${kind} (/${path}) is accessible and in its frame at ${view.name}`, () =>
        visit(path, view, false, async (page) => [
          ...(await layout(page)),
          ...(await violations(page)),
        ]));
    }
  }
});

describe("every other page with a drawing", TOGETHER, () => {
  for (const { path } of drawings) {
    for (const view of VIEWS.filter((view) => view.scheme === "light")) {
      it(`/${path} keeps its texts apart at ${view.width}`, () => visit(path, view, false, layout));
    }
    // Pages in other languages have the same parts, and one of each kind is looked at above.
    if (!/^(fr|es|ar)\//.test(path)) {
      it(`/${path} is accessible`, () => visit(path, VIEWS.at(-1), false, violations));
    }
  }
});
