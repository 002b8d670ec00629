// The browser: Debian's chromium, rather without windows, or the one that CHROMIUM names.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Nothing but the page may talk to the network; letters are as wide as in a browser with windows.
const ARGUMENTS = [
  "--font-render-hinting=none",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

function executable() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = process.env.CHROMIUM ?? places.find((place) => existsSync(place));
  if (!found) throw new Error("no chromium: install Debian's package `chromium-headless-shell`");
  return found;
}

export function launch() {
  return chromium.launch({ executablePath: executable(), args: ARGUMENTS });
}

const HEIGHT = 900;

/// The four ways in which each page is looked at.
export const VIEWS = [1280, 360].flatMap((width) =>
  ["light", "dark"].map((scheme) => ({ width, scheme, name: `${width}-${scheme}` })),
);

/// Both widths and both schemes, in two ways.
export const OPPOSITE = VIEWS.filter(({ width, scheme }) => (width === 1280) === (scheme === "light"));

/// A fresh reader with a view.
export function reader(browser, view) {
  return browser.newContext({
    colorScheme: view.scheme,
    locale: "en-GB",
    viewport: { width: view.width, height: HEIGHT },
  });
}

/// The same reader with another view.
export async function turn(page, { width, scheme }) {
  await page.setViewportSize({ width, height: HEIGHT });
  await page.emulateMedia({ colorScheme: scheme });
}
