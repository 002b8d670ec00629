// Collections in a real browser: facets as links without a script, and as filters that combine with one;
// the address that they make; the map; terms that open where they stand; a page as one file.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, VIEWS } from "./browser.mjs";
import { serve } from "./server.mjs";
import { FOLDER } from "./site.mjs";
import { layout, open, violations } from "./visit.mjs";

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

const LIGHT = VIEWS.filter((view) => view.scheme === "light");

/// A page of the site in a view, and what it complained of by the end. Without scripts, none runs on any
/// page that a link leads to either; axe, which is a script, looks at these pages elsewhere.
async function visit(path, view, scripts, ask) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.scheme,
    locale: "en-GB",
    javaScriptEnabled: scripts,
  });
  try {
    const { page, complaints } = scripts
      ? await open(context, server.url + path, server.url, true)
      : { page: await context.newPage(), complaints: [] };
    if (!scripts) await page.goto(server.url + path);
    await ask(page);
    complaints.push(...(await layout(page)));
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

const titles = (page) => page.locator("[data-records] th a").allTextContents();
const found = (page) => page.locator(".finder [role=status]").textContent();

describe("facets without a script", () => {
  for (const view of LIGHT) {
    it(`lead from value to value at ${view.width}`, () =>
      visit("case-law/", view, false, async (page) => {
        assert.equal((await titles(page)).length, 12);
        await page.locator("[data-facet=country] summary").click();
        await page.locator("[data-facet=country] a", { hasText: "Germany" }).click();
        await page.waitForURL("**/case-law/country/deu/");
        assert.deepEqual(await titles(page), ["WS", "ML", "Aranyosi and Căldăraru"]);
        await page.locator("[data-facet=outcome] summary").click();
        await page.locator("[data-facet=outcome] a", { hasText: /^Violation found$/ }).click();
        await page.waitForURL("**/case-law/outcome/violation/");
        assert.deepEqual(await titles(page), [
          "Pishchalnikov v. Russia",
          "Salduz v. Turkey",
          "Artico v. Italy",
          "Airey v. Ireland",
        ]);
      }));
  }
});

describe("facets with a script", () => {
  for (const view of LIGHT) {
    it(`combine, count, sort and make an address at ${view.width}`, () =>
      visit("case-law/", view, true, async (page) => {
        await page.locator("[data-facet=country] summary").click();
        await page.getByLabel("Germany").check();
        assert.equal(await found(page), "3 of 12");
        await page.getByLabel("Spain").check();
        assert.equal(await found(page), "5 of 12");
        await page.locator("[data-facet=topics] summary").click();
        await page.getByLabel("detention conditions").check();
        assert.deepEqual(await titles(page), ["ML", "Aranyosi and Căldăraru"]);
        const address = new URL(page.url());
        assert.deepEqual(address.searchParams.getAll("country"), ["deu", "esp"]);
        assert.equal(address.searchParams.get("topics"), "detention-conditions");
        await page.getByLabel("Order").selectOption("date");
        assert.deepEqual(await titles(page), ["Aranyosi and Căldăraru", "ML"]);
        await page.reload();
        await page.locator(".finder.live").waitFor();
        assert.deepEqual(await titles(page), ["Aranyosi and Căldăraru", "ML"]);
        assert.deepEqual(await violations(page), []);
        await page.getByRole("button", { name: "Leave out: Germany" }).click();
        assert.equal(await found(page), "0 of 12");
        await page.getByRole("button", { name: "Show all" }).click();
        assert.equal(await found(page), "12 of 12");
        assert.equal(new URL(page.url()).searchParams.has("country"), false);
      }));
  }

  it("find words, and links of what is found lead there", () =>
    visit("case-law/", LIGHT[0], true, async (page) => {
      await page.locator("[data-facet=court] summary").click();
      await page.getByLabel("Words in the list").fill("caldararu");
      assert.deepEqual(await titles(page), ["Aranyosi and Căldăraru"]);
      await page.locator("[data-records] th a").click();
      await page.waitForURL("**/case-law/aranyosi-and-caldararu/");
    }));

  it("go on from the page of a value", () =>
    visit("case-law/country/esp/", LIGHT[0], true, async (page) => {
      await page.locator("[data-facet=country] summary").click();
      assert.equal(await page.getByRole("checkbox", { name: "Spain" }).isChecked(), true);
      await page.getByRole("checkbox", { name: "Italy" }).click();
      await page.waitForURL((url) => url.searchParams.getAll("country").sort().join() === "esp,ita");
      assert.deepEqual(await titles(page), ["VW", "Melloni", "Artico v. Italy"]);
    }));

  it("work by the keyboard alone", () =>
    visit("case-law/", LIGHT[0], true, async (page) => {
      await page.locator("[data-facet=country] summary").focus();
      await page.locator(".finder.live").waitFor();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      assert.equal(await found(page), "3 of 12");
      assert.equal(await page.evaluate(() => document.activeElement.value), "deu");
    }));
});

describe("a facet of five thousand records", () => {
  it("answers in less than 100 ms", async (test) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const facets = [40, 8, 30, 3].map((count, place) => ({
      name: ["country", "court", "year", "outcome"][place],
      title: `Facet ${place}`,
      values: Array.from({ length: count }, (_, value) => [`v${value}`, `Value ${value}`]),
    }));
    const records = Array.from({ length: 5000 }, (_, at) => [
      `Record ${at} against a state`, `record-${at}/`, "27 November 2008", "2008-11-27", "", "",
      ["A country", "A court", "27 November 2008", "An outcome"],
      facets.map(({ values }, place) => [(at * (place + 7)) % values.length]),
    ]);
    await page.route("**/filter.json", (route) => route.fulfill({ json: { facets, records } }));
    await page.goto(`${server.url}case-law/`);
    await page.evaluate((names) => {
      const [first] = document.querySelectorAll(".facet");
      const all = document.querySelector(".facets");
      all.replaceChildren(...names.map((name) => {
        const facet = first.cloneNode(true);
        facet.dataset.facet = name;
        return facet;
      }));
    }, facets.map(({ name }) => name));
    await page.locator(".finder").hover();
    await page.locator(".finder.live").waitFor();
    const times = await page.evaluate(async () => {
      const times = [];
      for (const box of [...document.querySelectorAll(".facet input")].slice(0, 20)) {
        const start = performance.now();
        box.click();
        document.body.getBoundingClientRect();
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b);
    });
    await context.close();
    const median = times[times.length / 2];
    test.diagnostic(`median ${median} ms`);
    assert.ok(median < 100, `median ${median} ms`);
  });
});

describe("the map", () => {
  for (const view of LIGHT) {
    it(`leads to a country by pointer and by list at ${view.width}`, () =>
      visit("defence-rights-map/", view, false, async (page) => {
        const shape = page.locator(".drawing:visible a[href$='/deu/']");
        assert.equal(await shape.count(), 1);
        assert.match(await shape.locator("title").textContent(), /^Germany: \d+ items$/);
        assert.equal(await shape.getAttribute("tabindex"), "-1");
        await page.locator(".countries a", { hasText: "Germany" }).click();
        await page.waitForURL("**/defence-rights-map/deu/");
        assert.equal(await page.locator("h1").textContent(), "Germany");
        assert.equal(await page.locator(".entries a", { hasText: /^WS$/ }).count(), 1);
      }));
  }
});

describe("a term", () => {
  it("opens where it stands, without a script, by the keyboard", () =>
    visit("guides/red-notice-and-diffusion/", LIGHT[0], false, async (page) => {
      const definition = page.locator("#term-diffusion");
      assert.equal(await definition.isVisible(), false);
      await page.getByRole("button", { name: "What does “Diffusion” mean?" }).focus();
      await page.keyboard.press("Enter");
      assert.equal(await definition.isVisible(), true);
      await page.keyboard.press("Escape");
      assert.equal(await definition.isVisible(), false);
    }));
});

describe("a guide as one file", () => {
  it("opens from a disk and asks for nothing", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    const page = await context.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const file = join(FOLDER, "guides/asking-the-ccf/asking-the-ccf.html");
    await page.goto(pathToFileURL(file).href);
    assert.deepEqual(asked.filter((url) => !url.endsWith("asking-the-ccf.html")), []);
    assert.equal(await page.locator("h1").textContent(), "Asking the CCF for access or deletion");
    assert.ok(await page.locator("main ol li").count() >= 6);
    assert.deepEqual(await violations(page), []);
    await context.close();
  });
});

describe("every part of the site", () => {
  for (const [part, words] of Object.entries({
    "news/": "News",
    "campaigns/": "Campaigns",
    "publications/": "Publications",
    "case-law/": "Case law",
    "experts/": "Experts",
    "defence-rights-map/": "Map",
    "guides/": "Guides",
    "terms/": "Terms",
  })) {
    it(`/${part} is one click from the home page`, () =>
      visit("", LIGHT[0], false, async (page) => {
        await page.locator(".masthead nav a", { hasText: words }).click();
        await page.waitForURL(`**/${part}`);
      }));
  }
});
