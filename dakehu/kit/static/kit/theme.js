// Before the first paint: light, dark or as the system says, and whether the side menu is folded.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = (name) => {
    try { return localStorage.getItem(name); } catch { return null; }
  };
  const apply = () => {
    const choice = kept("theme") || "auto";
    root.dataset.bsTheme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    root.dataset.themeChoice = choice;
    document.dispatchEvent(new CustomEvent("theme"));
  };
  apply();
  if (kept("menu") === "narrow") root.dataset.menu = "narrow";
  if (dark.addEventListener) dark.addEventListener("change", apply);
  window.setTheme = (choice) => {
    try { localStorage.setItem("theme", choice); } catch { /* private browsing keeps nothing */ }
    apply();
  };
})();
