// The search as readers meet it: by the keyboard, in Arabic, without a script, and with a few small files only.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { launch, reader, VIEWS } from "./browser.mjs";
import { serve } from "./server.mjs";
import { FOLDER } from "./site.mjs";
import { layout, open, violations } from "./visit.mjs";

const MOST_BYTES = 100_000;
const LIGHT = VIEWS.filter((view) => view.scheme === "light");

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

/// Opens a page in a view, asks, and fails with every complaint.
async function visit(path, view, scripts, ask) {
  const context = await reader(browser, view);
  try {
    const { page, complaints } = await open(context, server.url + path, server.url, scripts);
    await ask(page);
    complaints.push(...(await layout(page)), ...(await violations(page)));
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

const told = (page, words) => page.getByRole("status").filter({ hasText: words }).waitFor();
const titles = (page) => page.locator(".search li a").allTextContents();

describe("the search", () => {
  for (const view of LIGHT) {
    it(`finds pages that hold all words, by the keyboard alone, at ${view.width}`, () =>
      visit("search/", view, true, async (page) => {
        let bytes = 0;
        page.on("response", async (response) => {
          if (response.url().includes("/search/")) bytes += (await response.body()).length;
        });
        await page.keyboard.type("germany counts delet");
        await page.keyboard.press("Enter");
        await told(page, /^\d+ of \d+$/);
        assert.equal((await titles(page))[0], "Germany counts 389 alerts that INTERPOL deleted");
        assert.equal(new URL(page.url()).searchParams.get("q"), "germany counts delet");
        assert.ok(bytes > 0 && bytes < MOST_BYTES, `${bytes} bytes`);
        await page.reload();
        await told(page, /^\d+ of \d+$/);
        await page.locator(".search li a").first().click();
        await page.getByRole("heading", { level: 1, name: "Germany counts 389 alerts" }).waitFor();
      }));
  }

  it("shows ten, and the next on demand", () =>
    visit("search/?q=interpol", LIGHT[0], true, async (page) => {
      await told(page, /^10 of \d+$/);
      await page.getByRole("button", { name: "Show more" }).click();
      await told(page, /^20 of \d+$/);
      const eleventh = page.locator(".search li").nth(10).locator("a");
      assert.ok(await eleventh.evaluate((link) => link === document.activeElement));
    }));

  it("says when nothing is found", () =>
    visit("search/?q=zzzzzz", LIGHT[0], true, (page) => told(page, "Nothing was found")));

  it("finds Arabic words with and without their article, and shows originals as what they are", () =>
    visit("ar/search/?q=الإنتربول", LIGHT[0], true, async (page) => {
      await told(page, /من/);
      const found = await titles(page);
      assert.ok(found.includes("الإنتربول يعلن لأول مرة كم تعميمًا يرفض"), found.join("; "));
      await page.getByRole("searchbox").fill("petruhhin");
      await page.keyboard.press("Enter");
      await page.locator(".search li a[lang=en]").filter({ hasText: "Petruhhin" }).waitFor();
    }));

  it("leads to the lists where no script runs", () =>
    visit("search/", LIGHT[0], false, async (page) => {
      assert.equal(await page.locator(".search form").count(), 0);
      await page.locator("main").getByRole("link", { name: "Case law" }).waitFor();
    }));
});
