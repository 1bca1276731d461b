// The place for a file: says in our words what was chosen, and shows where to let go.
// Without this script the browser's own field stays.

for (const input of document.querySelectorAll(".drop input[type=file]")) {
  const words = document.querySelector("#drop-words").content;
  const place = document.createElement("div");
  place.className = "drop-place";
  input.replaceWith(place);
  place.append(input, words.cloneNode(true));
  const told = place.querySelector("[data-chosen]");
  const show = () => {
    const file = input.files[0];
    place.classList.toggle("has-file", Boolean(file));
    told.textContent = file ? file.name : "";
  };
  input.addEventListener("change", show);
  input.addEventListener("dragenter", () => place.classList.add("is-over"));
  for (const over of ["dragleave", "drop"]) {
    input.addEventListener(over, () => place.classList.remove("is-over"));
  }
  show();
}
