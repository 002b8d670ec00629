// Narrows a collection down where the reader stands. Without it every value of a facet is a link to a page
// of its own; with it the values combine, the list answers at once, and the address says what was chosen.
(() => {
  "use strict";
  const finder = document.querySelector(".finder[data-filter]");
  const list = document.querySelector("[data-records]");
  const template = document.querySelector("template[data-record]");
  if (!finder || !list || !template) return;

  const STEP = 50;
  const words = finder.dataset;
  const tag = document.documentElement.lang;
  const home = new URL(words.home, location.href);
  const here = home.pathname === location.pathname;
  const number = new Intl.NumberFormat(tag);
  const order = new Intl.Collator(tag, { numeric: true, sensitivity: "base" });
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // The places of what `filter.json` has for a record.
  const [TITLE, HREF, DATE, ISO, SUMMARY, LANGUAGE, CELLS, VALUES] = [0, 1, 2, 3, 4, 5, 6, 7];
  const query = new URLSearchParams(location.search);
  const state = { chosen: [], words: query.get("q") ?? "", sort: query.get("sort") ?? "", shown: STEP };
  let data;

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // --- what matches -------------------------------------------------------

  const has = (record, facet) => {
    const chosen = state.chosen[facet];
    return chosen.size === 0 || record[VALUES][facet].some((value) => chosen.has(value));
  };

  /// The records that match all facets, and for each facet how many each value would leave.
  function match() {
    const wanted = plain(state.words.trim());
    const found = [];
    const counts = data.facets.map((facet) => new Uint32Array(facet.values.length));
    for (const record of data.records) {
      if (wanted && !record.plain.includes(wanted)) continue;
      let misses = 0;
      let missed = -1;
      for (let facet = 0; facet < counts.length && misses < 2; facet += 1) {
        if (has(record, facet)) continue;
        misses += 1;
        missed = facet;
      }
      if (misses === 0) found.push(record);
      if (misses > 1) continue;
      for (let facet = 0; facet < counts.length; facet += 1) {
        if (misses === 0 || facet === missed) {
          for (const value of record[VALUES][facet]) counts[facet][value] += 1;
        }
      }
    }
    return { found: sorted(found), counts };
  }

  function sorted(records) {
    const descending = state.sort.startsWith("-");
    const by = descending ? state.sort.slice(1) : state.sort;
    const key = keyOf(by);
    if (!key) return records;
    const keyed = records.map((record) => [key(record), record]);
    const sign = descending ? -1 : 1;
    keyed.sort(([a], [b]) => (a === "") - (b === "") || sign * order.compare(a, b));
    return keyed.map(([, record]) => record);
  }

  function keyOf(by) {
    if (by === "title") return (record) => record[TITLE];
    if (by === "date") return (record) => record[ISO];
    const column = columns().findIndex((name) => name === by);
    return column < 0 ? null : (record) => record[CELLS][column] ?? "";
  }

  const columns = () => (words.columns ? words.columns.split(" ") : []);

  // --- what is shown ------------------------------------------------------

  function row(record) {
    const made = template.content.cloneNode(true);
    for (const slot of made.querySelectorAll("[data-slot]")) {
      const name = slot.dataset.slot;
      if (name === "title") {
        slot.textContent = record[TITLE];
        slot.href = here ? record[HREF] : new URL(record[HREF], home).href;
        if (record[LANGUAGE]) slot.lang = slot.hreflang = record[LANGUAGE];
      } else if (name === "date") {
        slot.textContent = record[DATE];
        if (record[ISO]) slot.setAttribute("datetime", record[ISO]);
      } else if (name === "summary") {
        slot.textContent = record[SUMMARY];
      } else {
        slot.textContent = record[CELLS][columns().indexOf(name)] ?? "";
      }
      const holder = slot.closest("[data-holder]");
      if (holder && !slot.textContent) holder.remove();
      slot.removeAttribute("data-slot");
    }
    return made;
  }

  function show() {
    const { found, counts } = match();
    list.replaceChildren(...found.slice(0, state.shown).map(row));
    document.querySelector(".pages")?.remove();
    more.hidden = found.length <= state.shown;
    const [shown, total] = [number.format(found.length), number.format(data.records.length)];
    const text = words.status.replace("%shown", shown).replace("%total", total);
    if (status.textContent !== text) status.textContent = text;
    counts.forEach((values, facet) => values.forEach((count, value) => {
      const box = boxes[facet][value];
      box.count.textContent = number.format(count);
      box.line.classList.toggle("none", count === 0 && !box.input.checked);
    }));
    showChosen();
  }

  function showChosen() {
    const buttons = state.chosen.flatMap((chosen, facet) => [...chosen].map((value) => {
      const [, text] = data.facets[facet].values[value];
      const button = element("button", { type: "button" }, text);
      button.setAttribute("aria-label", words.remove.replace("%value", text));
      button.addEventListener("click", () => {
        boxes[facet][value].input.checked = false;
        choose(facet, value, false);
        summaries[facet].focus();
      });
      return element("li", {}, button);
    }));
    chosenList.replaceChildren(...buttons);
    clear.hidden = buttons.length === 0 && state.words === "";
    data.facets.forEach((_, facet) => {
      const count = state.chosen[facet].size;
      summaries[facet].querySelector(".chosen-count")?.remove();
      if (count) summaries[facet].append(element("span", { class: "chosen-count" }, number.format(count)));
    });
  }

  // --- what is asked ------------------------------------------------------

  const boxes = [];
  const summaries = [];
  const status = element("p", { role: "status", class: "found" });
  const chosenList = element("ul", { class: "chosen" });
  const clear = element("button", { type: "button", class: "clear", hidden: "" }, words.clear);
  const more = element("button", { type: "button", class: "more", hidden: "" }, words.more);

  /// The address of what is chosen.
  function address() {
    const asked = new URLSearchParams();
    state.chosen.forEach((chosen, facet) => {
      const { name, values } = data.facets[facet];
      for (const value of [...chosen].sort((a, b) => a - b)) asked.append(name, values[value][0]);
    });
    if (state.words.trim()) asked.set("q", state.words.trim());
    if (state.sort) asked.set("sort", state.sort);
    const text = asked.toString();
    return text ? `?${text}` : "";
  }

  function changed() {
    state.shown = STEP;
    // Links of this page are relative to its address, so only that of the list itself may change.
    if (!here) return location.assign(home.href + address());
    history.replaceState(null, "", location.pathname + address());
    show();
  }

  function choose(facet, value, on) {
    if (on) state.chosen[facet].add(value);
    else state.chosen[facet].delete(value);
    changed();
  }

  /// Check boxes in the place of links.
  function facetBoxes(details, facet) {
    const made = data.facets[facet].values.map(([key, text], value) => {
      const input = element("input", { type: "checkbox", name: data.facets[facet].name, value: key });
      input.checked = state.chosen[facet].has(value);
      input.addEventListener("change", () => choose(facet, value, input.checked));
      const count = element("span");
      const line = element("li", {}, element("label", {}, input, ` ${text}`), " ", count);
      return { input, count, line };
    });
    boxes[facet] = made;
    const group = element("div", { role: "group", "aria-label": data.facets[facet].title });
    group.append(element("ul", {}, ...made.map(({ line }) => line)));
    // The summary stays where it is: moved, it would lose the focus of a reader who has just come to it.
    const summary = details.querySelector("summary");
    for (const child of [...details.children]) if (child !== summary) child.remove();
    details.append(group);
  }

  function tools() {
    const search = element("input", { type: "search", autocomplete: "off" });
    search.value = state.words;
    search.addEventListener("input", () => {
      state.words = search.value;
      if (here) changed();
    });
    search.addEventListener("change", () => here || changed());
    const select = element("select");
    for (const option of JSON.parse(words.sorts)) select.append(element("option", { value: option[0] }, option[1]));
    select.value = state.sort;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
    select.addEventListener("change", () => {
      state.sort = select.value;
      changed();
    });
    clear.addEventListener("click", () => {
      state.chosen.forEach((chosen) => chosen.clear());
      boxes.flat().forEach(({ input }) => (input.checked = false));
      state.words = search.value = "";
      changed();
      search.focus();
    });
    more.addEventListener("click", () => {
      const first = list.children.length;
      state.shown += STEP;
      show();
      list.children[first]?.querySelector("a")?.focus();
    });
    finder.prepend(
      element(
        "div",
        { class: "tools" },
        element("label", {}, element("span", {}, words.search), search),
        element("label", {}, element("span", {}, words.sort), select),
      ),
    );
    finder.append(element("div", { class: "answer" }, status, chosenList, clear));
    (list.closest(".scroll") ?? list).after(more);
  }

  // --- beginning ----------------------------------------------------------

  /// What the address, or the page's own value, has chosen.
  function readChosen() {
    const [own, key] = (words.chosen ?? "").split("=");
    state.chosen = data.facets.map(({ name, values }) => {
      const keys = query.getAll(name).concat(own === name ? [key] : []);
      return new Set(keys.map((key) => values.findIndex(([known]) => known === key)).filter((at) => at >= 0));
    });
  }

  function ready(found) {
    data = found;
    for (const record of data.records) record.plain = plain(`${record[TITLE]} ${record[CELLS].join(" ")}`);
    readChosen();
    data.facets.forEach((facet, place) => {
      const details = finder.querySelector(`[data-facet="${CSS.escape(facet.name)}"]`);
      summaries[place] = details.querySelector("summary");
      facetBoxes(details, place);
    });
    tools();
    finder.classList.add("live");
    show();
  }

  let asked = false;
  async function ask() {
    if (asked) return;
    asked = true;
    try {
      const answer = await fetch(new URL(words.filter, location.href));
      if (answer.ok) ready(await answer.json());
    } catch {
      // Without the file the links stay what they are.
    }
  }

  if (location.search.length > 1) ask();
  for (const event of ["toggle", "pointerenter", "focusin"]) finder.addEventListener(event, ask, true);
})();
