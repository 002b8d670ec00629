// One visit to one page: what it asked for, what it complained of, and what
// axe says of it.

import axe from "axe-core";
import { drawnTexts, sideways } from "./inspect.mjs";

/// WCAG 2.2 AA. What is in order is not listed: that would take longer than to find out.
const QUESTION = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
  resultTypes: ["violations"],
};

/// Opens an address and collects what a silent reader would not see. A page
/// without scripts is loaded without them; then they are let in for axe, which
/// needs timers. (A context that forbids scripts never gives them back.)
export async function open(context, url, home, scripts) {
  const page = await context.newPage();
  const complaints = [];
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(home) && !to.startsWith("data:")) complaints.push(`asks for ${to}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    // A reader who goes on while something is still loading breaks it off.
    const left = request.failure()?.errorText === "net::ERR_ABORTED";
    if (!left) complaints.push(`could not load ${request.url()}`);
  });
  page.on("console", (message) => {
    const counted = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !counted) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setScriptExecutionDisabled", { value: !scripts });
  await page.goto(url, { waitUntil: "load" });
  await session.send("Emulation.setScriptExecutionDisabled", { value: false });
  // A label measured in the stand-in face would be as wide as no reader sees it.
  await page.evaluate(() => document.fonts.ready.then(() => true));
  return { page, complaints };
}

/// What axe finds against WCAG 2.2 AA, in frames too, one line for each element; within some parts of the page,
/// or in all of it.
export async function violations(page, parts = ["html"]) {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => "axe" in window))) await frame.evaluate(axe.source);
  }
  const asked = [{ include: parts.map((part) => [part]) }, QUESTION];
  const { violations } = await page.evaluate((asked) => window.axe.run(...asked), asked);
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.target.join(" ")}`),
  );
}

/// Whether the page keeps within its window, and its drawings in theirs.
export async function layout(page) {
  return [...(await page.evaluate(sideways)), ...(await page.evaluate(drawnTexts))];
}
