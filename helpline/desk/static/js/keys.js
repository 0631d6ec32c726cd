// A letter on a button, link or field does what a click on it does, or goes there.
// Nothing happens while somebody types, and everybody can turn the letters off.
const SWITCH = "keys-are-off";

const isTyping = (element) =>
  element.matches("textarea, select, input:not([type=checkbox]):not([type=radio])");

const isOff = () => localStorage.getItem(SWITCH) === "yes";

const use = (target) => {
  target.focus();
  if (target.hasAttribute("data-only-focus")) return;
  if (target.matches("button, a, summary, input[type=checkbox], input[type=radio]")) target.click();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event.target)) {
    // The way out of a field, so that letters mean something again.
    const leaves = event.key === "Escape" || (event.key === "Enter" && event.target.matches("select"));
    if (leaves) {
      event.target.blur();
      event.preventDefault();
    }
    return;
  }
  if (isOff()) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target || target.disabled) return;
  event.preventDefault();
  use(target);
});

for (const element of document.querySelectorAll("[data-key]")) {
  element.setAttribute("aria-keyshortcuts", element.dataset.key);
}

const toggle = document.querySelector("[data-keys-switch]");
if (toggle) {
  toggle.hidden = false;
  const show = () => {
    toggle.setAttribute("aria-pressed", String(!isOff()));
    document.body.classList.toggle("keys-off", isOff());
  };
  toggle.addEventListener("click", () => {
    localStorage.setItem(SWITCH, isOff() ? "no" : "yes");
    show();
  });
  show();
}
