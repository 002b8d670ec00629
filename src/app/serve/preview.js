// The preview's own script: reloads a page when its bytes are others, swaps style sheets, shows problems over
// the last good page. It is never published.
"use strict";
(() => {
  const { run, revision, page, desk, standing } = document.currentScript.dataset;
  const framed = window.top !== window;
  const channel = new BroadcastChannel("casebook-preview");
  const PLACE = "casebook-place:" + location.pathname;
  const own = { run: Number(run), revision: Number(revision), page, desk: desk !== undefined };
  let view = null;
  let source = null;

  // --- where the reader was -------------------------------------------------

  function keepPlace() {
    let anchor = null;
    for (const element of document.querySelectorAll("main [id]")) {
      if (element.getBoundingClientRect().top > 1) break;
      anchor = element;
    }
    const place = { y: scrollY, id: anchor?.id, top: anchor?.getBoundingClientRect().top };
    sessionStorage.setItem(PLACE, JSON.stringify(place));
    // Else the browser goes back to the old distance from the top, after `goBack`.
    history.scrollRestoration = "manual";
  }

  function goBack() {
    const kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (!kept || location.hash) return;
    const place = JSON.parse(kept);
    const anchor = place.id && document.getElementById(place.id);
    const y = anchor ? scrollY + anchor.getBoundingClientRect().top - place.top : place.y;
    window.scrollTo({ top: y, behavior: "instant" });
  }

  function reload() {
    keepPlace();
    location.reload();
  }

  // --- what has changed -----------------------------------------------------

  const ask = (method) => fetch(location.pathname + location.search, { method, cache: "no-store" });
  const tagOf = (response) => (response.headers.get("etag") ?? "").replaceAll('"', "");

  /// Reloads if the page's bytes are others now.
  async function check() {
    if (own.desk) return reload();
    const response = await ask("HEAD");
    if (tagOf(response) !== own.page) reload();
  }

  /// Puts new style sheets in the place of the old ones, each once it is there.
  async function swapStyles() {
    const response = await ask("GET");
    if (own.desk || !response.ok) return check();
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const sheets = (root) => [...root.querySelectorAll('link[rel="stylesheet"]')];
    const [old, next] = [sheets(document), sheets(fresh)];
    if (old.length !== next.length) return reload();
    old.forEach((link, place) => {
      const href = next[place].getAttribute("href");
      if (link.getAttribute("href") === href) return;
      const swapped = link.cloneNode();
      swapped.addEventListener("load", () => link.remove());
      swapped.addEventListener("error", reload);
      swapped.href = href;
      link.after(swapped);
    });
    own.page = tagOf(response);
  }

  async function receive(state) {
    if (!framed) {
      channel.postMessage(state);
      await show(state);
    }
    const next = state.run === own.run && state.revision === own.revision + 1;
    const same = state.run === own.run && state.revision === own.revision;
    own.run = state.run;
    own.revision = state.revision;
    if (same) return;
    if (next && state.styles) await swapStyles();
    else await check();
  }

  // --- what is shown over the page ------------------------------------------

  function build() {
    const host = document.createElement("casebook-preview");
    const root = host.attachShadow({ mode: "open" });
    root.innerHTML =
      '<link rel="stylesheet" href="/-/preview.css">' +
      '<div class="over" lang="en" dir="ltr"><section class="panel" role="alertdialog" aria-label="Problems" hidden>' +
      '<header><h2></h2><button type="button">Close</button></header><div class="list" tabindex="0"></div></section>' +
      '<p class="pill" role="status"><span class="standing" hidden></span><a href="/-/desk/" target="casebook-desk">Preview</a>' +
      '<button type="button" hidden></button></p></div>';
    const [panel, pill] = [root.querySelector(".panel"), root.querySelector(".pill")];
    const mark = pill.querySelector(".standing");
    mark.textContent = standing ?? "";
    mark.hidden = !standing;
    const toggle = (open) => {
      panel.hidden = !open;
    };
    panel.querySelector("button").addEventListener("click", () => toggle(false));
    pill.querySelector("button").addEventListener("click", () => toggle(panel.hidden));
    addEventListener("keydown", (event) => event.key === "Escape" && toggle(false));
    document.documentElement.append(host);
    return { root, panel, pill, toggle };
  }

  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  async function show(state) {
    if (own.desk) return;
    view ??= build();
    const { panel, pill, toggle } = view;
    const parts = [];
    if (state.errors) parts.push(count(state.errors, "error"));
    if (state.warnings) parts.push(count(state.warnings, "warning"));
    const button = pill.querySelector("button");
    button.hidden = parts.length === 0;
    button.textContent = parts.join(", ");
    pill.classList.toggle("error", state.errors > 0);
    pill.classList.remove("lost");
    if (parts.length === 0) return toggle(false);
    const response = await fetch("/-/problems", { cache: "no-store" });
    panel.querySelector("h2").textContent = state.errors
      ? "Not up to date: this is the last version without errors"
      : "Warnings";
    panel.querySelector(".list").innerHTML = await response.text();
    if (state.errors || panel.hidden) toggle(state.errors > 0);
  }

  function lost() {
    view?.pill.classList.add("lost");
  }

  // --- listening ------------------------------------------------------------

  // A browser opens six connections to one host: pages in the background and in frames keep none.
  function listen() {
    const wanted = !document.hidden;
    if (wanted && !source) {
      source = new EventSource("/-/events");
      source.addEventListener("message", (event) => receive(JSON.parse(event.data)).catch(lost));
      source.addEventListener("error", lost);
    } else if (!wanted && source) {
      source.close();
      source = null;
    }
  }

  if (framed) {
    channel.addEventListener("message", (event) => receive(event.data).catch(() => {}));
  } else {
    document.addEventListener("visibilitychange", listen);
    addEventListener("pagehide", () => source?.close());
    listen();
  }
  if (document.readyState === "complete") goBack();
  else addEventListener("load", goBack);
})();
