// The form that tries an operation: posts the JSON as it was typed, shows the answer as it came.
const form = document.querySelector("[data-try]");

async function ask() {
  const status = form.querySelector("[data-status]");
  const answer = form.querySelector("[data-answer]");
  status.textContent = "…";
  try {
    const response = await fetch(form.dataset.try, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      },
      body: form.elements.body.value,
    });
    const told = await response.json();
    status.textContent = String(response.status);
    answer.textContent = JSON.stringify(told, null, 2);
    answer.hidden = false;
  } catch {
    status.textContent = form.dataset.failed;
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
