// Forms in steps and in an overlay, and a button that copies a page's address. Without this file every
// form is one page, sent by the browser. Nothing is stored and nothing is counted.

const PATIENCE = 15000;

const make = (name, fields = {}, ...children) => {
  const element = Object.assign(document.createElement(name), fields);
  element.append(...children);
  return element;
};

/** Shows one step at a time; "Next" asks the browser whether its answers will do. */
function inSteps(form) {
  const steps = [...form.querySelectorAll(".step")];
  if (steps.length < 2) return { first: () => {} };
  const submit = form.querySelector("[type=submit]");
  const next = make("button", { type: "button", textContent: form.dataset.next });
  const back = make("button", { type: "button", className: "quiet", textContent: form.dataset.back });
  submit.before(back, next);
  let at = 0;
  const show = (place, focus) => {
    at = place;
    steps.forEach((step, number) => (step.hidden = number !== at));
    back.hidden = at === 0;
    next.hidden = at === steps.length - 1;
    submit.hidden = !next.hidden;
    if (focus) steps[at].querySelector("input, select, textarea").focus();
  };
  const sound = () => {
    const wrong = [...steps[at].querySelectorAll("input, select, textarea")].find((field) => !field.checkValidity());
    wrong?.reportValidity();
    return !wrong;
  };
  const forward = () => sound() && show(at + 1, true);
  next.addEventListener("click", forward);
  back.addEventListener("click", () => show(at - 1, true));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || next.hidden || event.target.matches("textarea, button")) return;
    event.preventDefault();
    forward();
  });
  show(0, false);
  return { first: () => show(0, false) };
}

/** Sends the answers and says what became of them; focus goes to what is said. */
async function send(form, steps) {
  const status = form.querySelector(".status");
  const buttons = [...form.querySelectorAll("button")];
  const say = (words, failed) => {
    status.textContent = words;
    status.classList.toggle("failed", failed);
    status.tabIndex = -1;
    if (words !== form.dataset.waiting) status.focus();
  };
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), Number(form.dataset.patience) || PATIENCE);
  buttons.forEach((button) => (button.disabled = true));
  say(form.dataset.waiting, false);
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, signal: ending.signal, headers: { accept: "application/json" }, credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) throw new Error(String(answer.status));
    form.reset();
    steps.first();
    form.querySelectorAll(".step, .buttons, .form > .small").forEach((part) => (part.hidden = true));
    say(form.dataset.success, false);
  } catch {
    say(ending.signal.aborted ? form.dataset.timeout : form.dataset.failure, true);
  } finally {
    clearTimeout(timer);
    buttons.forEach((button) => (button.disabled = false));
  }
}

function enliven(form) {
  const steps = inSteps(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, steps);
  });
}

/** The form of a page, for an overlay: its links lead where they led on that page. */
async function fetched(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector(`form[data-form="${link.dataset.form}"]`);
  for (const inner of form.querySelectorAll("a[href]")) {
    inner.href = new URL(inner.getAttribute("href"), answer.url).href;
  }
  return { form: document.adoptNode(form), title: page.querySelector("h1").textContent };
}

const overlays = new Map();

async function overlay(link) {
  const { form, title } = await fetched(link);
  const heading = make("h2", { id: `overlay-${form.dataset.form}`, textContent: title });
  const close = make("button", { type: "button", className: "quiet", textContent: document.body.dataset.close });
  const dialog = make("dialog", { className: "overlay" }, make("header", {}, heading, close), form);
  dialog.setAttribute("aria-labelledby", heading.id);
  close.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  enliven(form);
  return dialog;
}

for (const link of document.querySelectorAll("a[data-form]")) {
  const name = link.dataset.form;
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const here = document.querySelector(`main form[data-form="${name}"]`);
    if (here) return;
    event.preventDefault();
    try {
      if (!overlays.has(name)) overlays.set(name, overlay(link));
      const dialog = await overlays.get(name);
      dialog.showModal();
    } catch {
      location.assign(link.href);
    }
  });
}

document.querySelectorAll("main form[data-form]").forEach(enliven);

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const said = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = said), 3000);
  });
}
