// While somebody types, it is counted as WhatsApp may count it: every vowel sign, an emoji twice.
function count(field) {
  const length = field.value.normalize("NFC").length;
  const limit = Number(field.dataset.limit);
  const shown = field.nextElementSibling;
  shown.textContent = `${length} / ${limit}`;
  shown.classList.toggle("field-length-over", length > limit);
  field.setAttribute("aria-invalid", String(length > limit));
}

for (const field of document.querySelectorAll("[data-limit]")) {
  const shown = document.createElement("output");
  shown.className = "field-length";
  field.after(shown);
  field.addEventListener("input", () => count(field));
  count(field);
}
