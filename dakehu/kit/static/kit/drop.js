// The place for a file: says in our words what was chosen, and shows where to let go.
// `data-drop` holds the invitation. Without this script the browser's own field stays.

const icons = document.querySelector("svg use")?.getAttribute("href")?.split("#")[0];

function icon() {
  const names = "http://www.w3.org/2000/svg";
  const made = document.createElementNS(names, "svg");
  const use = document.createElementNS(names, "use");
  made.setAttribute("class", "icon");
  use.setAttribute("href", `${icons}#tabler-upload`);
  made.append(use);
  return made;
}

function line(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

export function furnish(input) {
  if (input.closest(".drop-place")) return;
  const place = line("div", "drop-place");
  const words = line("span", "drop-words");
  const told = line("b", "drop-chosen");
  words.setAttribute("aria-hidden", "true");
  if (icons) words.append(icon());
  words.append(line("span", "drop-ask", input.dataset.drop), told);
  input.replaceWith(place);
  place.append(input, words);
  const show = () => {
    const names = [...input.files].map((file) => file.name);
    place.classList.toggle("has-file", names.length > 0);
    told.textContent = names.join("、");
  };
  input.addEventListener("change", show);
  input.addEventListener("dragenter", () => place.classList.add("is-over"));
  for (const over of ["dragleave", "drop"]) {
    input.addEventListener(over, () => place.classList.remove("is-over"));
  }
  input.form?.addEventListener("reset", () => setTimeout(show));
  show();
}
