// The one 依据 drawer: a modal dialog, so the browser keeps the focus in it and gives it back.

const drawer = document.getElementById("drawer");
const body = document.getElementById("drawer-body");

async function fetched(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer.text();
}

function say(text) {
  const line = document.createElement("p");
  line.textContent = text;
  const box = document.createElement("div");
  box.className = "explain";
  box.append(line);
  body.replaceChildren(box);
}

// What stood here before a clause was opened from it, the latest last.
const before = [];

function show(html) {
  body.innerHTML = html;
  window.htmx?.process(body);
  drawer.scrollTop = 0;
}

async function go(link) {
  let html;
  try {
    html = await fetched(link.href);
  } catch {
    location.assign(link.href);
    return;
  }
  before.push({ nodes: [...body.childNodes], top: drawer.scrollTop, link });
  show(html);
  const back = body.querySelector("[data-drawer-back]");
  if (!back) return;
  back.hidden = false;
  back.focus();
}

function goBack() {
  const { nodes, top, link } = before.pop();
  body.replaceChildren(...nodes);
  drawer.scrollTop = top;
  link.focus({ preventScroll: true });
}

export async function open(asked) {
  before.length = 0;
  try {
    show(await fetched(asked.dataset.explainUrl));
  } catch {
    say(drawer.dataset.failed);
  }
  drawer.showModal();
  drawer.scrollTop = 0;
}

// The tree as people paste it into a message: one step a line, indented.
function asText() {
  const lines = [...body.querySelectorAll("[data-copy]")].map((line) => {
    const text = line.innerText ?? line.textContent;
    const depth = Number(line.dataset.copy || 0);
    return `${"  ".repeat(depth)}${depth ? "└ " : ""}${text.replace(/\s+/g, " ").trim()}`;
  });
  return lines.join("\n");
}

async function copy(button) {
  const text = asText();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    drawer.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const word = button.querySelector("span");
  const before = word.textContent;
  if (before === drawer.dataset.copied) return;
  word.textContent = drawer.dataset.copied;
  setTimeout(() => { word.textContent = before; }, 1500);
}

function printOnly() {
  const clauses = [...body.querySelectorAll("details:not([open])")];
  clauses.forEach((each) => { each.open = true; });
  document.body.classList.add("printing-drawer");
  addEventListener("afterprint", () => {
    document.body.classList.remove("printing-drawer");
    clauses.forEach((each) => { each.open = false; });
  }, { once: true });
  print();
}

drawer.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-drawer-go]");
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (link && isPlain) {
    event.preventDefault();
    go(link);
    return;
  }
  const button = event.target.closest("button");
  if (event.target === drawer || button?.hasAttribute("data-drawer-close")) drawer.close();
  else if (button?.hasAttribute("data-drawer-back")) goBack();
  else if (button?.hasAttribute("data-drawer-copy")) copy(button);
  else if (button?.hasAttribute("data-drawer-print")) printOnly();
});
