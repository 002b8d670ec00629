// Finds the pages of one language that hold all words of a query. The index is files of the site: of the words
// only the shares that the query needs are loaded, of the titles only the parts that are shown. Words are read
// by the rules of `src/render/search.rs`. Nothing is stored, sent or counted.

(() => {
  const STEP = 10;
  const MOST_WORDS = 8;
  const BEGINNING = 3;
  const PART = 20;
  const WHOLE = 2;

  const make = (name, fields = {}, ...children) => {
    const element = Object.assign(document.createElement(name), fields);
    element.append(...children);
    return element;
  };
  const fill = (words, values) => words.replace(/%(\w+)/g, (_, name) => values[name]);
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (text) =>
    (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => (/^ال.{3}/u.test(word) ? word.slice(2) : word));

  const box = document.querySelector(".search");
  const { shares, home, root, label, go, status, none, failed, more } = box.dataset;

  /** FNV-1a over the code points of a word's beginning. */
  const shareOf = (word) =>
    [...word].slice(0, BEGINNING).reduce((sum, c) => Math.imul(sum ^ c.codePointAt(0), 0x01000193) >>> 0, 0x811c9dc5) %
    Number(shares);

  const loaded = new Map();
  const load = (address) => {
    if (!loaded.has(address)) {
      const answer = fetch(home + address).then((response) => {
        if (!response.ok) throw new Error(response.statusText);
        return response.json();
      });
      answer.catch(() => loaded.delete(address));
      loaded.set(address, answer);
    }
    return loaded.get(address);
  };

  /** What each page counts for one word: the whole word counts twice its beginning. */
  async function pagesOf(word) {
    const all = await load(`words/${shareOf(word)}.json`);
    const found = new Map();
    for (const [other, pages] of Object.entries(all)) {
      const whole = other === word;
      if (!whole && ([...word].length < BEGINNING || !other.startsWith(word))) continue;
      for (let at = 0; at < pages.length; at += 2) {
        const weight = pages[at + 1] * (whole ? WHOLE : 1);
        found.set(pages[at], Math.max(weight, found.get(pages[at]) ?? 0));
      }
    }
    return found;
  }

  /** The numbers of the pages that hold all words, the best first. */
  async function find(query) {
    const sets = await Promise.all([...new Set(words(query))].slice(0, MOST_WORDS).map(pagesOf));
    if (sets.length === 0) return [];
    const sum = (page) => sets.reduce((total, set) => total + set.get(page), 0);
    const pages = [...sets[0].keys()].filter((page) => sets.every((set) => set.has(page)));
    return pages.map((page) => [page, sum(page)]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([page]) => page);
  }

  const field = make("input", { type: "search", id: "search-words", name: "q", autocomplete: "off" });
  const form = make(
    "form",
    {},
    make("label", { htmlFor: field.id, textContent: label }),
    make("p", {}, field, " ", make("button", { textContent: go })),
  );
  form.setAttribute("role", "search");
  const told = make("p", { className: "small" });
  told.setAttribute("role", "status");
  const list = make("ol", { className: "catalogue" });
  const further = make("button", { type: "button", textContent: more, hidden: true });
  box.replaceChildren(form, told, list, further);

  const row = ([title, address, summary, language]) => {
    const link = make("a", { href: root + address, textContent: title, lang: language, dir: "auto" });
    const item = make("li", {}, make("h2", {}, link));
    if (summary) item.append(make("p", { textContent: summary, lang: language, dir: "auto" }));
    if (!language) [link, item.lastChild].forEach((element) => ["lang", "dir"].forEach((name) => element.removeAttribute(name)));
    return item;
  };

  let pages = [];
  let turn = 0;

  async function show(focus) {
    const mine = turn;
    const next = pages.slice(list.children.length, list.children.length + STEP);
    const parts = await Promise.all(next.map((page) => load(`titles/${Math.floor(page / PART)}.json`)));
    if (mine !== turn) return;
    const rows = next.map((page, place) => row(parts[place][page % PART]));
    list.append(...rows);
    further.hidden = list.children.length === pages.length;
    told.textContent = pages.length ? fill(status, { shown: list.children.length, total: pages.length }) : none;
    if (focus) rows[0]?.querySelector("a").focus();
  }

  async function search(query) {
    const mine = ++turn;
    list.replaceChildren();
    further.hidden = true;
    told.textContent = "";
    pages = [];
    if (words(query).length === 0) return;
    try {
      const found = await find(query);
      if (mine !== turn) return;
      pages = found;
      await show(false);
    } catch {
      if (mine === turn) told.textContent = failed;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.set("q", field.value);
    history.replaceState(null, "", address);
    search(field.value);
  });
  further.addEventListener("click", () => show(true).catch(() => (told.textContent = failed)));
  field.value = new URL(location.href).searchParams.get("q") ?? "";
  search(field.value);
  if (!field.value) field.focus();
})();
