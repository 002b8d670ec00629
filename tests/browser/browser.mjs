// The browser: Debian's chromium, or the one that CHROMIUM names.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Nothing but the page may talk to the network.
const ARGUMENTS = [
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
  if (!found) throw new Error("no chromium: install Debian's package `chromium`");
  return found;
}

export function launch() {
  return chromium.launch({ executablePath: executable(), args: ARGUMENTS });
}

/// The four ways in which each page is looked at.
export const VIEWS = [1280, 360].flatMap((width) =>
  ["light", "dark"].map((scheme) => ({ width, scheme, name: `${width}-${scheme}` })),
);

/// A fresh reader with a view.
export function reader(browser, view) {
  return browser.newContext({
    colorScheme: view.scheme,
    locale: "en-GB",
    viewport: { width: view.width, height: 900 },
  });
}
