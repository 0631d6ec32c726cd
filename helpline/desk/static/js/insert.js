// One tap puts a reply at hand into the answer, where the cursor is; without this the link does it.
const field = document.querySelector("[data-insert-here]");

for (const link of document.querySelectorAll("a[data-insert]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    field.setRangeText(link.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
}
