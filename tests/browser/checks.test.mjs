// The checks of the browser can fail: each is shown a page with its fault.

import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { launch, reader, VIEWS } from "./browser.mjs";
import { serve } from "./server.mjs";
import { oneOfEachKind, pages } from "./site.mjs";
import { layout, open, violations } from "./visit.mjs";

const NARROW = VIEWS.find((view) => view.width === 360);

const page = (body, head = "") =>
  `<!doctype html><html lang=en><meta charset=utf-8><title>A page</title>${head}` +
  `<body class="article"><main><h1>A page</h1>${body}</main></body></html>`;

const drawing = (...texts) =>
  `<svg viewBox="0 0 200 100" width="200" height="100" role="img" aria-label="A chart">` +
  texts.map(([x, y, text]) => `<text x="${x}" y="${y}" font-size="12">${text}</text>`).join("") +
  `</svg>`;

const PAGES = {
  "index.html": page("<p>Sound.</p>" + drawing([10, 40, "North"], [10, 54, "South"])),
  "alias/index.html": page("", '<meta http-equiv="refresh" content="0; url=../">'),
  "pale.html": page('<p style="color:#aaa;background:#fff">Too pale to read.</p>'),
  "framed.html": page('<iframe title="A page in a page" src="pale.html"></iframe>'),
  "wide.html": page('<div style="width:900px">Too wide.</div>'),
  "scrolls.html": page('<div style="overflow-x:auto"><div style="width:900px">.</div></div>'),
  "outside.html": page(drawing([180, 40, "North of the frame"])),
  "over.html": page(drawing([10, 40, "North"], [14, 46, "South"])),
  "elsewhere.html": page("", '<link rel="stylesheet" href="http://127.0.0.1:9/style.css">'),
  "rooted.html": page("", '<link rel="stylesheet" href="/style.css">'),
  "missing.html": page("", '<link rel="stylesheet" href="missing.css">'),
  "script.html": page("", "<script>console.error('a fault'); throw new Error('another');</script>"),
};

let folder;
let server;
let browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "casebook-"));
  await mkdir(join(folder, "alias"));
  for (const [name, html] of Object.entries(PAGES)) await writeFile(join(folder, name), html);
  server = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

/// All complaints about one of the pages.
async function complaints(name, { scripts = false } = {}) {
  const context = await reader(browser, NARROW);
  const visit = await open(context, server.url + name, server.url, scripts);
  const seen = [...(await layout(visit.page)), ...(await violations(visit.page))];
  await context.close();
  return [...visit.complaints, ...seen].join("\n");
}

describe("the checks", () => {
  it("find nothing on a sound page", async () => {
    assert.equal(await complaints(""), "");
    assert.doesNotMatch(await complaints("scrolls.html"), /px wide/);
  });
  it("find text that is too pale", async () => {
    assert.match(await complaints("pale.html"), /color-contrast/);
    assert.match(await complaints("framed.html"), /color-contrast.*: iframe p$/m);
  });
  it("find a page that scrolls sideways", async () => {
    assert.match(await complaints("wide.html"), /the page is \d+ px wide in 360: <div/);
  });
  it("find a text that leaves its drawing", async () => {
    assert.match(await complaints("outside.html"), /leaves its drawing/);
  });
  it("find texts that lie over each other", async () => {
    assert.match(await complaints("over.html"), /`North` lies over `South`/);
  });
  it("find a request that leaves the site or its path", async () => {
    assert.match(await complaints("elsewhere.html"), /asks for http:\/\/127\.0\.0\.1:9\//);
    assert.match(await complaints("rooted.html"), /asks for .*\/style\.css/);
  });
  it("find a file that is missing", async () => {
    assert.match(await complaints("missing.html"), /404 for .*missing\.css/);
  });
  it("find what a script complains of", async () => {
    const found = await complaints("script.html", { scripts: true });
    assert.match(found, /console: a fault/);
    assert.match(found, /script: another/);
  });
  it("look at the largest page of each kind and at no alias", async () => {
    const all = await pages(folder);
    assert.ok(all.every(({ path }) => !path.startsWith("alias")));
    const largest = all.reduce((one, other) => (other.size > one.size ? other : one));
    assert.deepEqual(oneOfEachKind(all), [largest]);
  });
});
