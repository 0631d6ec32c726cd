// Who reads Hindi names on a Latin keyboard finds a choice by the English words of its code.
const PAUSE = 1000;
let typed = "";
let typedAt = 0;
let typedInto = null;

const goesOn = (select) => select === typedInto && Date.now() - typedAt < PAUSE;

const finds = (option) => {
  const words = option.value.toLowerCase().split(/[^a-z]+/);
  return words.some((_, at) => words.slice(at).join(" ").startsWith(typed));
};

const choose = (select, letter) => {
  typed = (goesOn(select) ? typed : "") + letter;
  typedAt = Date.now();
  typedInto = select;
  const found = [...select.options].find(finds);
  if (!found || found.selected) return;
  select.value = found.value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
};

document.addEventListener("keydown", (event) => {
  if (!event.target.matches("select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const isLetter = /^[a-z]$/i.test(event.key);
  if (!isLetter && !(event.key === " " && goesOn(event.target))) return;
  event.preventDefault();
  choose(event.target, event.key.toLowerCase());
});
