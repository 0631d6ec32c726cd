// One button ticks everything on the page, and a second press takes the ticks away again.
const button = document.querySelector("[data-tick-all]");
if (button) {
  const boxes = [...document.querySelectorAll(".examples input[type=checkbox]")];
  button.hidden = false;
  button.addEventListener("click", () => {
    const isTicked = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = isTicked;
  });
}
