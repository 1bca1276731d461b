// What every page does: menu, theme, search key, toasts, questions, loading bar, unsaved forms.
// Parts that only some pages need are loaded when such a page is there.

const root = document.documentElement;
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const words = one("#words")?.dataset ?? {};
const keep = (name, value) => {
  try { localStorage.setItem(name, value); } catch { /* private browsing keeps nothing */ }
};

// ---------------------------------------------------------------- parts, when needed

const parts = {
  "[data-amount]": () => import("./amounts.js"),
  "[data-rows]": () => import("./table.js"),
  "[data-chart]": () => import("./charts.js"),
  "input[data-drop]": () => import("./drop.js"),
};

function furnish(within) {
  for (const [selector, load] of Object.entries(parts)) {
    const found = all(selector, within);
    if (found.length) load().then((part) => found.forEach(part.furnish));
  }
  all("form[data-guard]", within).forEach(guard);
  all("[data-toast]", within).forEach(fade);
}

document.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-explain-url]");
  if (!asked) return;
  event.preventDefault();
  event.stopPropagation();
  import("./drawer.js").then((drawer) => drawer.open(asked));
}, true);

// ---------------------------------------------------------------- menu and theme

function foldMenu() {
  const narrow = root.dataset.menu !== "narrow";
  if (narrow) root.dataset.menu = "narrow"; else delete root.dataset.menu;
  keep("menu", narrow ? "narrow" : "wide");
  one("[data-menu-fold]").setAttribute("aria-expanded", String(!narrow));
}

function showMenu(open) {
  document.body.classList.toggle("menu-open", open);
  const button = one("[data-menu-open]");
  button?.setAttribute("aria-expanded", String(open));
  if (open) one("#side a")?.focus(); else button?.focus();
}

function markTheme() {
  for (const button of all("[data-theme-choice]")) {
    if (button === root) continue;
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === root.dataset.themeChoice));
  }
}

document.addEventListener("theme", markTheme);

const clicks = {
  "[data-menu-fold]": foldMenu,
  "[data-menu-open]": () => showMenu(true),
  "[data-menu-close]": () => showMenu(false),
  "button[data-theme-choice]": (button) => window.setTheme(button.dataset.themeChoice),
  "[data-close]": (button) => button.closest("[data-toast], [data-closable]")?.remove(),
  "[data-back]": () => history.back(),
  "[data-print]": () => print(),
};

document.addEventListener("click", (event) => {
  for (const [selector, act] of Object.entries(clicks)) {
    const found = event.target.closest(selector);
    if (found) act(found);
  }
});

// ---------------------------------------------------------------- keys

let going = 0;

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("menu-open")) showMenu(false);
  const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const search = one("[data-search]");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  } else if (event.key === "g") {
    going = Date.now();
  } else if (/^[0-9]$/.test(event.key) && Date.now() - going < 1500) {
    one(`[data-go="${event.key}"]`)?.click();
  }
});

// ---------------------------------------------------------------- toasts

function fade(line) {
  if (line.classList.contains("is-error")) return;
  setTimeout(() => line.remove(), 7000);
}

export function toast(text, level = "info") {
  const line = one("#toast")?.content.firstElementChild.cloneNode(true);
  if (!line) return;
  line.classList.add(`is-${level}`);
  one("span", line).textContent = text;
  one("#toasts").append(line);
  fade(line);
}

document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.level));

// ---------------------------------------------------------------- questions before acting

function ask(element, question, go) {
  const dialog = one("#ask");
  const { confirmTitle, confirmYes } = element.dataset;
  const title = one("#ask-title");
  const yes = one("#ask-yes");
  title.textContent = confirmTitle || title.dataset.default;
  one("#ask-text").textContent = question;
  yes.textContent = confirmYes || yes.dataset.default;
  dialog.returnValue = "";
  dialog.onclose = () => { if (dialog.returnValue === "yes") go(); };
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-confirm]");
  if (!asked || asked.matches("form") || asked.hasAttribute("data-confirmed")) return;
  if ([...asked.attributes].some((each) => each.name.startsWith("hx-"))) return;
  event.preventDefault();
  event.stopPropagation();
  ask(asked, asked.dataset.confirm, () => {
    asked.setAttribute("data-confirmed", "");
    asked.click();
    asked.removeAttribute("data-confirmed");
  });
}, true);

document.addEventListener("htmx:confirm", (event) => {
  const question = event.target.dataset.confirm || event.detail.question;
  if (!question) return;
  event.preventDefault();
  ask(event.target, question, () => event.detail.issueRequest(true));
});

// ---------------------------------------------------------------- requests by htmx

let running = 0;
let waiting = 0;

function busy(change) {
  running = Math.max(0, running + change);
  clearTimeout(waiting);
  const bar = one("#loading");
  if (running) waiting = setTimeout(() => bar?.classList.add("is-on"), 300);
  else bar?.classList.remove("is-on");
}

document.addEventListener("htmx:beforeRequest", () => busy(1));
document.addEventListener("htmx:afterRequest", () => busy(-1));
document.addEventListener("htmx:load", (event) => furnish(event.detail.elt));
document.addEventListener("htmx:sendError", () => toast(words.offline, "error"));
document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  if (answer.status === 401) return toast(words.expired, "error");
  return toast(words.failed + (answer.getResponseHeader("X-Request-Id") ?? ""), "error");
});

// ---------------------------------------------------------------- forms: nothing typed is lost

function typed(form) {
  const kept = {};
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken") continue;
    if (["password", "file", "submit", "button", "hidden"].includes(field.type)) continue;
    const ticked = field.type === "checkbox" || field.type === "radio";
    (kept[field.name] ??= []).push(ticked ? field.checked && field.value : field.value);
  }
  return kept;
}

function fill(form, kept) {
  for (const [name, values] of Object.entries(kept)) {
    const fields = [...form.elements].filter((field) => field.name === name);
    fields.forEach((field, place) => {
      const ticked = field.type === "checkbox" || field.type === "radio";
      if (ticked) field.checked = values[place] !== false; else field.value = values[place];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

function guard(form) {
  const place = `form ${location.pathname} ${form.id}`;
  const before = JSON.stringify(typed(form));
  let sent = false;
  const dirty = () => !sent && JSON.stringify(typed(form)) !== before;
  const left = sessionStorage.getItem(place);
  if (left && left !== before) {
    fill(form, JSON.parse(left));
    const note = document.createElement("div");
    const drop = document.createElement("button");
    note.className = "notice is-blue";
    note.textContent = words.kept;
    drop.className = "btn btn-sm";
    drop.type = "button";
    drop.textContent = words.drop;
    drop.onclick = () => { fill(form, JSON.parse(before)); sessionStorage.removeItem(place); note.remove(); };
    note.append(drop);
    form.prepend(note);
  }
  form.addEventListener("input", () => {
    if (dirty()) sessionStorage.setItem(place, JSON.stringify(typed(form)));
    else sessionStorage.removeItem(place);
  });
  form.addEventListener("submit", () => { sent = true; sessionStorage.removeItem(place); });
  addEventListener("beforeunload", (event) => {
    if (dirty() && form.isConnected) { event.preventDefault(); event.returnValue = words.leave; }
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-sign-out]")) sessionStorage.clear();
  if (form.method !== "post" || event.defaultPrevented) return;
  const button = event.submitter;
  setTimeout(() => button?.setAttribute("aria-busy", "true"));
});

addEventListener("pageshow", () => all("[aria-busy=true]").forEach((each) => each.removeAttribute("aria-busy")));

const wide = matchMedia("(min-width: 992px)").matches;
for (const bar of all("[data-bar]")) bar.open = wide;
one("[data-form-errors]")?.focus();
markTheme();
furnish(document);
