// Lists: a row opens by click; ticked rows are counted and summed, exactly, in fen.

const words = document.getElementById("words")?.dataset ?? {};
const fen = (text) => {
  const [, sign, whole, rest = ""] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? [0, "", "0"];
  return BigInt(`${sign}${whole}${rest.padEnd(2, "0")}`);
};
const yuan = (sum) => {
  const digits = String(sum < 0n ? -sum : sum).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sum < 0n ? "-" : ""}${whole}.${digits.slice(-2)}`;
};

export function furnish(list) {
  if (list.dataset.furnished) return;
  list.dataset.furnished = "yes";
  const filters = list.querySelector("#filters");
  const show = (open) => {
    if (!filters) return;
    filters.hidden = !open;
    list.querySelector("[data-filters]")?.setAttribute("aria-expanded", String(open));
  };
  if (matchMedia("(max-width: 767.98px)").matches) show(false);
  fit(list);
  list.addEventListener("htmx:afterSettle", () => { fit(list); show(filters && !filters.hidden); });
  list.addEventListener("click", (event) => {
    if (event.target.closest("[data-filters]")) { show(filters.hidden); return; }
    if (event.target.closest("a, button, input, select, label, summary, td.is-tick")) return;
    const row = event.target.closest("tr[data-url]");
    if (!row || String(getSelection())) return;
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.url, "_blank", "noopener");
    else location.assign(row.dataset.url);
  });
  list.addEventListener("change", (event) => {
    const ticks = [...list.querySelectorAll("input[data-tick]")];
    if (event.target.matches("[data-tick-all]")) ticks.forEach((each) => { each.checked = event.target.checked; });
    tell(list, ticks);
  });
}

// A table that fits keeps its head in sight; one that does not scrolls sideways instead.
const fits = new ResizeObserver((entries) => entries.forEach(({ target }) => {
  const wide = target.scrollWidth > target.clientWidth + 1 && !target.classList.contains("is-fitting")
    || (target.firstElementChild?.offsetWidth ?? 0) > target.clientWidth + 1;
  target.classList.toggle("is-fitting", !wide);
  if (wide) target.tabIndex = 0; else target.removeAttribute("tabindex");
}));
const fit = (list) => [list, ...list.querySelectorAll("[data-scroll]")]
  .filter((each) => each.matches("[data-scroll]")).forEach((each) => fits.observe(each));

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-columns]")) return;
  event.preventDefault();
  const address = new URL(location.href);
  const chosen = [...event.target.querySelectorAll("input:checked")].map((each) => each.value);
  address.searchParams.set("cols", chosen.join(","));
  location.assign(address);
});

function tell(list, ticks) {
  const bar = list.querySelector("[data-selection]");
  if (!bar) return;
  const chosen = ticks.filter((each) => each.checked);
  ticks.forEach((each) => each.closest("tr").classList.toggle("is-chosen", each.checked));
  bar.hidden = !chosen.length;
  const sums = chosen.map((each) => each.dataset.sum).filter(Boolean);
  const told = words.selected.replace("{n}", chosen.length);
  const sum = sums.reduce((total, each) => total + fen(each), 0n);
  bar.querySelector("[data-selection-told]").textContent =
    told + (sums.length ? words.sum.replace("{sum}", yuan(sum)) : "");
}
