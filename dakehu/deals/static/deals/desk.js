// The price desk: a field at fault says so to whoever does not see its border.

const mark = () => {
  for (const told of document.querySelectorAll("#desk .field-error[id$=_error]")) {
    const field = document.getElementById(told.id.replace(/_error$/, ""));
    if (!field) continue;
    if (told.childElementCount) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
};

document.addEventListener("htmx:afterSettle", mark);
mark();
