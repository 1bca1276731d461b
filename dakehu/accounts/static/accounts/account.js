// Copying a secret that is shown once, and asking a device for a key or a signature.

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const shown = document.querySelector(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(shown.textContent.trim());
    button.lastElementChild.textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(shown);
  }
});

async function ask(form) {
  const offered = JSON.parse(form.querySelector('script[type="application/json"]').textContent);
  const isOffer = form.dataset.passkey === "offer";
  const answer = isOffer ? await webauthnJSON.create(offered) : await webauthnJSON.get(offered);
  form.elements.credential.value = JSON.stringify(answer);
  form.submit();
}

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-passkey-start]")?.form;
  if (!form) return;
  event.preventDefault();
  const told = form.querySelector("[data-passkey-error]");
  told.hidden = true;
  ask(form).catch(() => {
    told.textContent = form.dataset.failed;
    told.hidden = false;
  });
});
