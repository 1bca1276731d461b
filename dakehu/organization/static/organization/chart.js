// Zooming the organisation chart: the drawing keeps its view box and changes its size.

const STEPS = [0.4, 0.5, 0.6, 0.75, 0.9, 1, 1.25, 1.5, 2];

for (const panel of document.querySelectorAll("[data-org-chart]")) {
  const drawing = panel.querySelector(".org-chart");
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
  let scale = 1;

  const show = (wanted) => {
    scale = wanted;
    drawing.setAttribute("width", String(Math.round(width * scale)));
    drawing.setAttribute("height", String(Math.round(height * scale)));
  };
  const acts = {
    in: () => show(STEPS.find((step) => step > scale) ?? scale),
    out: () => show(STEPS.findLast((step) => step < scale) ?? scale),
    reset: () => show(1),
  };

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) acts[button.dataset.zoom]();
  });
}
