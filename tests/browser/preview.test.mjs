// The preview in a real browser: what a writer sees after a save.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, beforeEach, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, reader, turn, VIEWS } from "./browser.mjs";
import { layout, violations } from "./visit.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const PROGRAM = ["release", "debug"].map((kind) => join(ROOT, "target", kind, "casebook"));
const FIRST = "content/news/2026-01-10-first.md";
const SHEET = "themes/plain/assets/css/site.css";

let folder;
let program;
let browser;
let url;
let whole;

/// Writes the files of the project that the other tests of the preview use.
async function project() {
  const text = await readFile(join(ROOT, "tests", "sites", "preview.txt"), "utf8");
  for (const part of text.split(/^-- /m).filter(Boolean)) {
    const [path, ...body] = part.split(" --\n");
    await save(path, body.join(" --\n"));
  }
  const paragraphs = Array.from({ length: 60 }, (_, number) => `\n\nParagraph ${number} of many.`);
  whole = `${await readFile(join(folder, FIRST), "utf8")}\n## Far below\n${paragraphs.join("")}\n`;
  await save(FIRST, whole);
  await save(SHEET, await readFile(join(ROOT, SHEET), "utf8"));
}

async function save(path, text) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "casebook-"));
  await project();
  const path = process.env.CASEBOOK ?? PROGRAM.find(existsSync);
  program = spawn(path, ["-C", folder, "serve", "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  for await (const line of createInterface({ input: program.stderr })) {
    url = line.match(/Preview at (\S+)/)?.[1] ?? url;
    if (line.includes("/-/desk/")) break;
  }
  program.stderr.resume();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  program?.kill();
  await rm(folder, { recursive: true, force: true });
});

/// A page of the preview, with all that it complained of.
async function open(path, view = VIEWS[0]) {
  const context = await reader(browser, view);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url + path, { waitUntil: "load" });
  await page.waitForFunction(() => document.querySelector("casebook-preview")?.shadowRoot);
  return { page, complaints, close: () => context.close() };
}

/// What lies over a page.
const over = (page, selector) => page.locator("casebook-preview").locator(selector);

describe("a page in the preview", () => {
  beforeEach(() => save(FIRST, whole));

  it("is loaded again after a save, where the reader was", async () => {
    const { page, complaints, close } = await open("news/first/");
    await page.evaluate(() => document.getElementById("far-below").scrollIntoView());
    await page.evaluate(() => scrollBy(0, 300));
    const place = () =>
      page.evaluate(() => Math.round(document.getElementById("far-below").getBoundingClientRect().top));
    const before = await place();
    assert.ok(before < -250, `${before}`);
    // A paragraph more above: the same words stay under the reader's eye.
    await save(FIRST, whole.replace("## A heading", "New words.\n\nAnd more.\n\n## A heading"));
    await page.getByText("New words.").waitFor({ state: "attached" });
    await page.waitForFunction(
      (before) => Math.abs(document.getElementById("far-below").getBoundingClientRect().top - before) < 3,
      before,
    );
    assert.deepEqual(complaints, []);
    await close();
  });

  it("stays as it is when another one is saved", async () => {
    const { page, close } = await open("news/second/");
    await page.evaluate(() => (window.mark = "the same document"));
    await save(FIRST, whole.replace("The text of", "A text of"));
    await page.waitForResponse((response) => response.request().method() === "HEAD");
    assert.equal(await page.evaluate(() => window.mark), "the same document");
    await close();
  });

  it("gets a new style sheet without being loaded again", async () => {
    const { page, complaints, close } = await open("news/first/");
    await page.evaluate(() => (window.mark = "the same document"));
    const sheet = await readFile(join(folder, SHEET), "utf8");
    await save(SHEET, `${sheet}\nh1{color:rgb(119,119,119)!important}\n`);
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector("h1")).color === "rgb(119, 119, 119)",
    );
    assert.equal(await page.evaluate(() => window.mark), "the same document");
    await page.waitForFunction(() => document.querySelectorAll('link[rel="stylesheet"]').length === 1);
    assert.deepEqual(complaints, []);
    await close();
  });

  it("shows what is wrong over the last good page, until it is mended", async () => {
    const { page, complaints, close } = await open("news/first/");
    await save(FIRST, whole.replace("2026-01-12-second.md#later", "2026-01-12-secnd.md"));
    await over(page, ".panel").waitFor({ state: "visible" });
    const words = await over(page, ".panel").innerText();
    for (const part of [FIRST, "line 10", "2026-01-12-secnd.md", "2026-01-12-second.md", "dead-link"]) {
      assert.ok(words.includes(part), `no ${part} in ${words}`);
    }
    assert.ok(await page.getByText("The text of the first item").first().isVisible());
    assert.match(await over(page, ".pill").innerText(), /1 error/);
    await page.keyboard.press("Escape");
    await over(page, ".panel").waitFor({ state: "hidden" });
    await save(FIRST, whole.replace("The text of", "The mended text of"));
    await page.getByText("The mended text of").waitFor();
    await over(page, ".panel").waitFor({ state: "hidden" });
    assert.doesNotMatch(await over(page, ".pill").innerText(), /error/);
    assert.deepEqual(complaints, []);
    await close();
  });

  it("says what is not published yet", async () => {
    for (const [path, words] of [
      ["news/a-draft/", "Draft"],
      ["news/to-come/", "Appears 2999-01-01 09:00"],
    ]) {
      const { page, close } = await open(path);
      await over(page, ".standing").waitFor();
      assert.equal(await over(page, ".standing").innerText(), words);
      await close();
    }
  });
});

describe("the desk", () => {
  for (const path of ["-/desk/", "-/desk/items/", "-/desk/item/?page=/news/first/"]) {
    it(`(/${path}) is accessible and in its frame in all views`, async () => {
      const context = await reader(browser, VIEWS[0]);
      const page = await context.newPage();
      await page.goto(url + path, { waitUntil: "load" });
      for (const view of VIEWS) {
        await turn(page, view);
        assert.deepEqual([...(await layout(page)), ...(await violations(page))], [], view.name);
      }
      await context.close();
    });
  }

  it("follows a save", async () => {
    const context = await reader(browser, VIEWS[0]);
    const page = await context.newPage();
    await page.goto(`${url}-/desk/`, { waitUntil: "load" });
    await save(FIRST, whole.replace("title: The first item", "title: Under another title"));
    await page.getByText("Under another title").waitFor();
    await context.close();
  });
});
