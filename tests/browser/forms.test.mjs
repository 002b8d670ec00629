// Forms as readers meet them: without script, with the keyboard alone, and before a server that accepts,
// refuses or hangs. The site is served with its own policy, in which the origins of its forms are those of
// the server of this test.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { launch, VIEWS } from "./browser.mjs";
import { serve } from "./server.mjs";
import { FOLDER } from "./site.mjs";
import { violations } from "./visit.mjs";

const ORIGIN = /https:\/\/(lists|pay|desk)\.fair-trials\.example/g;
const SITE = "https://fair-trials.example/";

let desk;
let site;
let browser;
let mode;
let received;
const hanging = new Set();

/// The server that forms are sent to.
function receive(request, response) {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    const answers = Object.fromEntries(new URLSearchParams(body));
    received.push({ path: request.url, answers });
    if (mode === "hang") return hanging.add(response);
    const script = request.headers.accept === "application/json";
    const headers = { "access-control-allow-origin": "*" };
    if (mode === "refuse") response.writeHead(500, headers);
    else if (script) response.writeHead(204, headers);
    else response.writeHead(303, { location: answers.thanks });
    response.end();
  });
}

before(async () => {
  desk = createServer(receive);
  await new Promise((done) => desk.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${desk.address().port}`;
  const lines = (await readFile(join(FOLDER, "_headers"), "utf8")).split("\n");
  const policy = lines.find((line) => line.includes("Content-Security-Policy:")).split("Policy: ")[1];
  site = await serve(FOLDER, "/", {
    policy: policy.replace(ORIGIN, origin).replace("; upgrade-insecure-requests", ""),
    rewrite: (html, url) => html.replace(ORIGIN, origin).replaceAll(`value="${SITE}`, `value="${url}`),
  });
  browser = await launch();
});

beforeEach(() => {
  mode = "accept";
  received = [];
});

after(async () => {
  hanging.forEach((response) => response.destroy());
  await browser?.close();
  await site?.close();
  desk?.closeAllConnections();
  desk?.close();
});

/// A page of a fresh reader; `complaints` are what a silent reader would not see.
async function visit(path, { scripts = true, width = 1280 } = {}) {
  const view = VIEWS.find((view) => view.width === width && view.scheme === "light");
  const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width: view.width, height: 900 } });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(site.url + path, { waitUntil: "load" });
  return { page, complaints, context };
}

const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

describe("a form without script", () => {
  it("is one page, and the server leads its reader on", async () => {
    const { page, context } = await visit("donate/", { scripts: false, width: 360 });
    assert.equal(await page.locator(".step:visible").count(), 3);
    await page.getByLabel("€25").check();
    await page.getByLabel("Every month").check();
    await page.getByLabel("Name").fill("A reader");
    await page.getByLabel("E-mail address").fill("reader@example.org");
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Give" }).click();
    await page.waitForURL(/thank-you/);
    const [{ path, answers }] = received;
    assert.equal(path, "/donate");
    assert.equal(answers.amount, "25");
    assert.equal(answers.frequency, "monthly");
    assert.equal(answers.consent, "yes");
    assert.equal(answers.website, "", "the trap is empty when a person sends the form");
    await context.close();
  });
  it("is not sent without what it needs", async () => {
    const { page, context } = await visit("newsletter/", { scripts: false });
    assert.equal(await page.getByRole("checkbox").isChecked(), false);
    await page.getByRole("button", { name: "Subscribe" }).click();
    assert.match(page.url(), /newsletter/);
    assert.deepEqual(received, []);
    await context.close();
  });
});

describe("a form in an overlay", () => {
  it("is opened, answered, sent and closed with the keyboard alone", async () => {
    const { page, complaints, context } = await visit("");
    const call = page.getByRole("link", { name: "Donate (placeholder)" });
    await call.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Donate" });
    await dialog.waitFor();
    assert.equal(await page.locator(".overlay .step:visible").count(), 1);

    // "Next" asks for the amount and stays.
    await dialog.getByRole("button", { name: "Next" }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await dialog.getByLabel("€10").isVisible(), true);
    await page.keyboard.press("Space");
    assert.equal(await dialog.getByLabel("€10").isChecked(), true, "focus went to what was not answered");
    await page.keyboard.press("ArrowDown");
    assert.equal(await dialog.getByLabel("€25").isChecked(), true);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    assert.equal(await dialog.getByLabel("Once", { exact: true }).isChecked(), true);
    await page.keyboard.press("Enter");
    await page.keyboard.type("A reader");
    await page.keyboard.press("Tab");
    await page.keyboard.type("reader@example.org");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    assert.deepEqual(await violations(page), []);
    await dialog.getByRole("button", { name: "Give" }).focus();
    await page.keyboard.press("Enter");
    await dialog.getByText("nothing was taken").waitFor();
    assert.match(await focused(page), /nothing was taken/);
    assert.equal(received[0].answers.amount, "25");
    assert.equal(received[0].answers.website, "");
    await page.keyboard.press("Escape");
    assert.equal(await dialog.isVisible(), false);
    assert.equal(await focused(page), "Donate (placeholder)");
    assert.deepEqual(complaints, []);
    await context.close();
  });
  it("leads back to its privacy page, and closes by its button", async () => {
    const { page, context } = await visit("news/interpol-meeting/", { width: 360 });
    await page.getByRole("link", { name: "Keep up to date" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    assert.equal(await dialog.getByRole("link", { name: "Privacy" }).getAttribute("href"), `${site.url}privacy/`);
    await dialog.getByRole("button", { name: "Close" }).click();
    assert.equal(await dialog.isVisible(), false);
    await context.close();
  });
});

describe("a form whose server does not accept it", () => {
  async function subscribe(page) {
    await page.getByLabel("E-mail address").fill("reader@example.org");
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Subscribe" }).click();
  }
  it("says that it was refused and keeps the answers", async () => {
    mode = "refuse";
    const { page, context } = await visit("newsletter/");
    await subscribe(page);
    const status = page.getByRole("status");
    await status.filter({ hasText: "could not be sent" }).waitFor();
    assert.match(await focused(page), /could not be sent/);
    assert.equal(await page.getByLabel("E-mail address").inputValue(), "reader@example.org");
    mode = "accept";
    await page.getByRole("button", { name: "Subscribe" }).click();
    await status.filter({ hasText: "Look for an e-mail" }).waitFor();
    assert.equal(received.length, 2);
    await context.close();
  });
  it("does not wait for ever", async () => {
    mode = "hang";
    const { page, context } = await visit("newsletter/");
    await page.evaluate(() => (document.querySelector("main form").dataset.patience = "200"));
    await subscribe(page);
    await page.getByRole("status").filter({ hasText: "No answer came in time" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Subscribe" }).isEnabled(), true);
    await context.close();
  });
});

describe("languages", () => {
  it("lead to the same page, and Arabic runs from right to left", async () => {
    const { page, context } = await visit("news/interpol-meeting/");
    const bar = page.getByRole("navigation", { name: "Languages" });
    await bar.getByRole("link", { name: "Français" }).click();
    assert.equal(page.url(), `${site.url}fr/news/interpol-meeting/`);
    assert.equal(await page.locator("html").getAttribute("lang"), "fr");
    await page.getByRole("navigation", { name: "Langues" }).getByRole("link", { name: "العربية" }).click();
    assert.equal(page.url(), `${site.url}ar/news/interpol-meeting/`);
    const [mark, menu] = await Promise.all([".wordmark", ".masthead nav:last-of-type"].map((part) => page.locator(part).boundingBox()));
    assert.ok(mark.x > menu.x, "the name stands at the right of the menu");
    const heading = await page.locator("h1").boundingBox();
    assert.ok(heading.x + heading.width > 1000, "the heading starts at the right");
    await context.close();
  });
  it("keep forms in the language of the page", async () => {
    const { page, context } = await visit("ar/");
    await page.getByRole("link", { name: "تبرع (تجريبي)" }).click();
    await page.getByRole("dialog").waitFor();
    assert.equal(await page.getByRole("button", { name: "إغلاق" }).isVisible(), true);
    await context.close();
  });
});

describe("the address of a page", () => {
  it("is copied by a button where scripts run", async () => {
    const { page, context } = await visit("news/interpol-meeting/");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${SITE}news/interpol-meeting/`);
    await context.close();
    const still = await visit("news/interpol-meeting/", { scripts: false });
    assert.equal(await still.page.getByRole("button", { name: "Copy link" }).isVisible(), false);
    await still.context.close();
  });
});
