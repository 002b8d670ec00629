// Figures in Firefox ESR with SVG, web fonts and scripts turned off, as some readers at risk have it: a picture
// takes the place of each drawing, the numbers stand in a table, and no word of a drawing is left lying about.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { careful } from "./firefox.mjs";
import { serve } from "./server.mjs";
import { FOLDER, pages } from "./site.mjs";

let server;
let browser;

before(async () => {
  server = await serve(FOLDER);
  browser = await careful();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/// What stands on a page: run in the browser, past the pages' own scripts.
function seen() {
  const shown = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 0;
  const drawn = [...document.querySelectorAll("svg")];
  const words = drawn.flatMap((svg) => [...svg.querySelectorAll("*"), svg]).filter((part) => {
    const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const { right, bottom, width, height } = part.getBoundingClientRect();
    return own && width > 0 && height > 0 && right > 0 && bottom > -scrollY;
  });
  const figures = [...document.querySelectorAll("figure.figure")].map((figure) => {
    const picture = figure.querySelector(".drawings img");
    const pictured = picture !== null && shown(picture) && picture.naturalWidth > 600;
    for (const details of figure.querySelectorAll("details")) details.open = true;
    const tables = [...figure.querySelectorAll("table"), ...document.querySelectorAll("body.kind-figure main table")];
    const table = tables.some((table) => shown(table) && table.rows.length > 1);
    return { id: figure.getAttribute("aria-labelledby"), pictured, table };
  });
  return {
    svg: drawn.some((svg) => svg instanceof SVGElement),
    fonts: [...document.fonts].filter((face) => face.status === "loaded").length,
    drawings: document.querySelectorAll(".drawings").length,
    stray: words.map((part) => part.textContent.trim()).slice(0, 5),
    wide: document.documentElement.scrollWidth - innerWidth,
    figures,
  };
}

async function look(path) {
  await browser.ask("WebDriver:Navigate", { url: server.url + path });
  return browser.ask("WebDriver:ExecuteScript", { script: `return (${seen})()`, args: [] });
}

describe("without SVG, web fonts and scripts", () => {
  for (const part of ["gallery/", "figures/"]) {
    it(`every figure below ${part} has its picture, its table and no stray label`, async () => {
      const paths = (await pages()).map(({ path }) => path).filter((path) => path.startsWith(part));
      assert.ok(paths.length > 4, paths.join(" "));
      let figures = 0;
      for (const path of paths) {
        const found = await look(path);
        assert.deepEqual([found.svg, found.fonts], [false, 0], `${path}: what is turned off is off`);
        assert.deepEqual(found.stray, [], path);
        assert.ok(found.wide <= 0, `${path} is ${found.wide} px too wide`);
        const bare = found.figures.filter(({ pictured, table }) => !pictured || !table);
        assert.deepEqual(bare, [], path);
        figures += found.figures.length;
      }
      assert.ok(figures >= 24, `${figures} figures`);
    });
  }
});
