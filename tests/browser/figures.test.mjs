// Figures in a real browser where scripts run: the number under the pointer and the arrow keys, the
// series that stands out, the number that is copied with its source, and tables that sort.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { launch, VIEWS } from "./browser.mjs";
import { serve } from "./server.mjs";
import { FOLDER } from "./site.mjs";
import { open, violations } from "./visit.mjs";

let server;
let browser;

before(async () => {
  server = await serve(FOLDER);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/// A page in a view, and what it complained of by the end.
async function visit(path, view, ask, options = {}) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.scheme,
    locale: "en-GB",
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  try {
    const { page, complaints } = await open(context, server.url + path, server.url, true);
    await ask(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

const tip = (page) => page.locator(".tip:not([hidden])").first();
const shown = (page) => page.locator("svg.chart").filter({ visible: true }).first();
const LIGHT = VIEWS.filter((view) => view.scheme === "light");
const WIDE = LIGHT[0];

/// The cell of the table that a mark of the drawing names.
const cell = (page, row) => page.locator(`main td[data-row="${row}"]`).first().textContent();

describe("the numbers of a drawing", () => {
  for (const view of LIGHT) {
    it(`stand under the pointer as the table has them, at ${view.width}`, () =>
      visit("figures/ccf-outcomes-2021/", view, async (page) => {
        const bar = shown(page).locator("rect[data-row]").first();
        await bar.hover();
        const said = await tip(page).locator("strong").textContent();
        assert.equal(said, await cell(page, await bar.getAttribute("data-row")));
        await page.mouse.move(0, 0);
        assert.equal(await tip(page).count(), 0);
      }));
  }

  it("follow the arrow keys and leave with Escape", () =>
    visit("figures/ccf-admissible-requests/", WIDE, async (page) => {
      await page.locator(".drawings").focus();
      await page.keyboard.press("Home");
      const first = await tip(page).textContent();
      assert.match(first, /975/);
      await page.keyboard.press("ArrowRight");
      assert.match(await tip(page).textContent(), /1,265/);
      await page.keyboard.press("End");
      assert.match(await tip(page).textContent(), /2,586/);
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press("Escape");
      assert.equal(await tip(page).count(), 0);
    }));

  it("answer to a finger", () =>
    visit(
      "figures/ccf-outcomes-2021/",
      LIGHT[1],
      async (page) => {
        await shown(page).locator("rect[data-row]").first().tap();
        assert.match(await tip(page).textContent(), /296/);
      },
      { hasTouch: true },
    ));

  it("are copied with what they count, their source and their address", () =>
    visit("figures/ccf-outcomes-2021/", WIDE, async (page) => {
      await shown(page).locator("rect[data-row]").first().hover();
      await tip(page).getByRole("button").click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, /296/);
      assert.match(copied, /Source: Commission for the Control/);
      assert.match(copied, /https:\/\/fair-trials\.example\/figures\/ccf-outcomes-2021\//);
    }));

  it("make their series stand out", () =>
    visit("figures/refugees-and-asylum-seekers/", WIDE, async (page) => {
      await page.locator(".drawings").focus();
      await page.keyboard.press("Home");
      const svg = shown(page);
      assert.match(await svg.getAttribute("class"), /singled/);
      const faded = await svg.locator("path[data-row]:not(.on)").first().evaluate((mark) => getComputedStyle(mark).opacity);
      assert.equal(faded, "0.3");
    }));

  it("are all found by the keys, mark by mark, in every figure of a gallery page", () =>
    visit("gallery/bars-and-columns/", WIDE, async (page) => {
      const count = await page.locator("figure .drawings").count();
      assert.ok(count >= 8, `${count} figures`);
      for (let at = 0; at < count; at += 1) {
        await page.locator("figure .drawings").nth(at).focus();
        await page.keyboard.press("End");
        assert.equal(await page.locator(".tip:not([hidden])").count(), 1, `figure ${at}`);
      }
    }));
});

describe("the table of a figure", () => {
  it("sorts by a column, turns round, and returns to the order of the data", () =>
    visit("figures/ccf-outcomes-2021/", WIDE, async (page) => {
      const numbers = () => page.locator("main td[data-row]").allTextContents();
      const before = await numbers();
      const button = page.locator("th .sort").last();
      await button.click();
      assert.deepEqual(await numbers(), ["296", "133", "49"]);
      await button.click();
      assert.deepEqual(await numbers(), ["49", "133", "296"]);
      assert.equal(await page.locator("[aria-sort=ascending]").count(), 1);
      await button.click();
      assert.deepEqual(await numbers(), before);
    }));
});

it("the script of figures is at most 6 kB over the wire", async () => {
  const folder = join(FOLDER, "assets");
  const files = await readdir(folder, { recursive: true });
  const script = files.find((name) => /figure\.[^/]*js$/.test(name));
  assert.ok(script, files.join(" "));
  const size = gzipSync(await readFile(join(folder, script))).length;
  assert.ok(size <= 6144, `${size} bytes`);
});
