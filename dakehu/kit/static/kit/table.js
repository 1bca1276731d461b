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
  list.addEventListener("click", (event) => {
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
