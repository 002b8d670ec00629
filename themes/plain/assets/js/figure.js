// What a figure can do where scripts run: show the number under the pointer, the finger or the arrow
// keys, make one series stand out, copy a number with its source, and sort a table.
//
// No number is stored twice: a mark's `data-row` names the cell of the table with the same `data-row`.
// Without this script all of it is still on the page, in the table below the drawing.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const REACH = 48;

  /// Words of the page's language, from the element that asks for this script.
  const words = document.currentScript.dataset;

  /// The cells of a table by the row of the dataset that they show.
  const cellsOf = (table) => {
    const cells = new Map();
    const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
    for (const row of table.tBodies[0].rows) {
      const names = [...row.querySelectorAll("th")].map((head) => head.textContent.trim());
      for (const cell of row.querySelectorAll("[data-row]")) {
        const series = heads[cell.cellIndex];
        cells.set(cell.dataset.row, { value: cell.textContent.trim(), name: names.join(", "), series });
      }
    }
    return cells;
  };

  /// The vertices of a path that says only where it goes: pairs of numbers.
  const vertices = (path) => {
    const numbers = path.getAttribute("d").match(/-?[\d.]+/g).map(Number);
    return numbers.flatMap((x, at) => (at % 2 ? [] : [[x, numbers[at + 1]]]));
  };

  /// The places of a drawing that show a number, in reading order.
  const spotsOf = (svg, cells) => {
    const spots = [];
    for (const mark of svg.querySelectorAll("[data-row]")) {
      const rows = mark.dataset.row.split(" ");
      const key = mark.closest("[class^=k]")?.getAttribute("class").split(" ")[0];
      const corners = rows.length > 1 ? vertices(mark) : [];
      const box = mark.getBBox();
      rows.forEach((row, at) => {
        const [x, y] = corners.length === rows.length ? corners[at] : [box.x + box.width / 2, box.y + box.height / 2];
        if (cells.has(row)) spots.push({ row, x, y, key, mark, cell: cells.get(row) });
      });
    }
    const last = new Map(spots.map((spot) => [spot.row, spot]));
    const order = [...cells.keys()];
    return [...last.values()].sort((a, b) => order.indexOf(a.row) - order.indexOf(b.row));
  };

  const speak = ({ cell }) => [cell.name, cell.series, cell.value].filter(Boolean);

  class Figure {
    constructor(home, drawings, cells) {
      Object.assign(this, { home, drawings, cells, at: -1 });
      this.spots = new WeakMap();
      this.tip = document.createElement("div");
      this.tip.className = "tip";
      this.tip.setAttribute("role", "status");
      this.tip.hidden = true;
      drawings.append(this.tip);
      drawings.tabIndex = 0;
      drawings.setAttribute("role", "group");
      drawings.setAttribute("aria-label", words.explore);
      drawings.addEventListener("pointermove", (event) => this.point(event));
      drawings.addEventListener("pointerdown", (event) => this.point(event));
      drawings.addEventListener("pointerleave", (event) => this.leave(event));
      drawings.addEventListener("keydown", (event) => this.key(event));
      drawings.addEventListener("focusout", (event) => drawings.contains(event.relatedTarget) || this.hide());
    }

    /// The drawing that the width of the page shows.
    get svg() {
      return [...this.drawings.querySelectorAll("svg.chart")].find((svg) => svg.clientWidth || svg.getClientRects().length);
    }

    places(svg) {
      if (!this.spots.has(svg)) this.spots.set(svg, spotsOf(svg, this.cells));
      return this.spots.get(svg);
    }

    point(event) {
      if (this.tip.contains(event.target)) return;
      const svg = this.svg;
      if (!svg) return;
      const frame = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / frame.width;
      const [x, y] = [(event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale];
      const places = this.places(svg);
      const under = places.findIndex((spot) => spot.mark === event.target && !spot.mark.dataset.row.includes(" "));
      this.show(svg, under >= 0 ? under : this.nearest(places, x, y));
    }

    /// A mouse takes its number along; a finger that is lifted leaves it to be read.
    leave(event) {
      if (event.pointerType === "mouse" && !this.tip.contains(document.activeElement)) this.hide();
    }

    nearest(places, x, y) {
      let [best, least] = [-1, REACH * REACH];
      places.forEach((spot, at) => {
        const far = (spot.x - x) ** 2 + (spot.y - y) ** 2;
        if (far < least) [best, least] = [at, far];
      });
      return best;
    }

    key(event) {
      const svg = this.svg;
      const last = svg ? this.places(svg).length - 1 : -1;
      const rtl = document.dir === "rtl" ? -1 : 1;
      const step = { ArrowRight: rtl, ArrowLeft: -rtl, ArrowDown: 1, ArrowUp: -1 }[event.key];
      const jump = { Home: 0, End: last }[event.key];
      if (event.key === "Escape") this.hide();
      else if (last >= 0 && (step || jump !== undefined)) this.show(svg, jump ?? Math.min(Math.max(this.at + step, 0), last));
      else return;
      event.preventDefault();
    }

    show(svg, at) {
      if (at === this.at && svg === this.shown) return;
      this.hide();
      const spot = this.places(svg)[at];
      if (!spot) return;
      [this.at, this.shown] = [at, svg];
      this.ring = document.createElementNS(SVG, "circle");
      for (const [name, value] of Object.entries({ class: "spot", cx: spot.x, cy: spot.y, r: 6 })) this.ring.setAttribute(name, value);
      svg.append(this.ring);
      this.highlight(svg, spot);
      const [value, ...names] = speak(spot).reverse();
      const strong = document.createElement("strong");
      strong.textContent = value;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words.copy;
      button.addEventListener("click", () => this.copy(spot, button));
      this.tip.replaceChildren(strong, ` ${names.reverse().join(" · ")} `, button);
      this.tip.hidden = false;
      this.place(svg, spot);
    }

    /// Beside the mark, on the side that has room.
    place(svg, spot) {
      const frame = svg.getBoundingClientRect();
      const home = this.drawings.getBoundingClientRect();
      const scale = frame.width / svg.viewBox.baseVal.width;
      const [x, y] = [spot.x * scale + frame.left - home.left, spot.y * scale + frame.top - home.top];
      const left = Math.min(Math.max(x - this.tip.offsetWidth / 2, 0), Math.max(home.width - this.tip.offsetWidth, 0));
      const above = y - this.tip.offsetHeight - 14;
      this.tip.style.left = `${left}px`;
      this.tip.style.top = `${above < 0 ? y + 14 : above}px`;
    }

    /// Fades the other series, where the colours are those of series.
    highlight(svg, spot) {
      const keys = new Set(this.places(svg).map((other) => other.key));
      if (!spot.key || keys.size < 2) return;
      svg.classList.add("singled");
      for (const same of svg.querySelectorAll(`.${spot.key}`)) same.classList.add("on");
    }

    hide() {
      this.at = -1;
      this.ring?.remove();
      this.shown?.classList.remove("singled");
      for (const on of this.shown?.querySelectorAll(".on") ?? []) on.classList.remove("on");
      this.tip.hidden = true;
    }

    async copy(spot, button) {
      const text = (selector) => this.home.querySelector(selector)?.textContent.trim();
      const title = text(".figure-title, h1") ?? document.querySelector("h1")?.textContent.trim();
      const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
      const note = [speak(spot).join(" – "), title, text(".source"), address].filter(Boolean).join("\n");
      await navigator.clipboard?.writeText(note).then(() => (button.textContent = words.copied), () => {});
    }
  }

  /// What a cell says as a number, with the digits and signs of the page's language; else its words.
  const reader = (() => {
    const format = new Intl.NumberFormat(document.documentElement.lang || "en", { useGrouping: false });
    const digits = new Map([...format.format(9876543210)].reverse().map((digit, at) => [digit, String(at)]));
    const point = format.formatToParts(1.5).find((part) => part.type === "decimal").value;
    return (text) => {
      const plain = [...text].map((sign) => digits.get(sign) ?? (sign === point ? "." : sign === "\u2212" ? "-" : sign));
      const number = plain.join("").replace(/(\d)[^\d.]+(?=\d{3}(?!\d))/g, "$1").match(/-?\d+(\.\d+)?/);
      return number ? Number(number[0]) : null;
    };
  })();

  const compare = (a, b, numeric) => {
    if (!numeric) return a.localeCompare(b, document.documentElement.lang, { numeric: true });
    const [left, right] = [reader(a), reader(b)];
    return left === null || right === null ? (left === null) - (right === null) : left - right;
  };

  /// Buttons in the heads of a table: up, down, and back to the order of the data.
  const sortable = (table) => {
    const body = table.tBodies[0];
    const first = [...body.rows];
    if (first.length < 3) return;
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      const numeric = head.classList.contains("right");
      button.addEventListener("click", () => {
        const turns = numeric ? ["descending", "ascending", null] : ["ascending", "descending", null];
        const turn = turns[(turns.indexOf(head.getAttribute("aria-sort")) + 1) % 3];
        for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
        if (turn) head.setAttribute("aria-sort", turn);
        const sign = turn === "descending" ? -1 : 1;
        const text = (row) => row.cells[at]?.textContent.trim() ?? "";
        const known = (row) => !numeric || reader(text(row)) !== null;
        const order = (a, b) => known(b) - known(a) || sign * compare(text(a), text(b), numeric);
        body.append(...(turn ? [...first].sort(order) : first));
      });
    });
  };

  const start = () => {
    for (const drawings of document.querySelectorAll(".drawings:not([data-still])")) {
      const home = drawings.closest("figure");
      const table = home?.querySelector("table") ?? document.querySelector("main .grid-view table");
      const cells = table ? cellsOf(table) : new Map();
      if (cells.size) new Figure(home, drawings, cells);
    }
    for (const table of document.querySelectorAll(".grid-view table, .sortable table")) if (table.tHead) sortable(table);
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
})();
