// Marks entities in a sentence by choosing words: [Ghansali](place). Without this script the
// brackets are typed by hand.
const field = document.querySelector("#label-words");
const box = document.querySelector("[data-marking]");
const list = box.querySelector("[data-words]");
const ANNOTATION = /\[([^\]]+)\]\((\w+)\)/g;

// The sentence as words, each with the entity it is part of; `part` tells one entity from the next.
function read(text) {
  const words = [];
  let part = 0;
  const add = (stretch, entity) => {
    part += 1;
    for (const word of stretch.split(/\s+/).filter(Boolean)) {
      words.push({ word, entity, part: entity ? part : 0, glued: false });
    }
  };
  let at = 0;
  for (const found of text.matchAll(ANNOTATION)) {
    add(text.slice(at, found.index), "");
    const before = words.length;
    add(found[1], found[2]);
    const touches = found.index > 0 && !/\s/.test(text[found.index - 1]);
    if (touches && words[before]) words[before].glued = true;
    at = found.index + found[0].length;
    const following = text.slice(at);
    if (following && !/^\s/.test(following)) words.push({ glue: true });
  }
  add(text.slice(at), "");
  for (let index = 0; index < words.length; index += 1) {
    if (words[index].glue) {
      words.splice(index, 1);
      if (words[index]) words[index].glued = true;
    }
  }
  return words;
}

function write(words) {
  let text = "";
  words.forEach((one, index) => {
    const previous = words[index - 1];
    const begins = one.entity && !(previous && previous.part === one.part);
    const next = words[index + 1];
    const ends = one.entity && !(next && next.part === one.part);
    if (index && !one.glued) text += " ";
    text += (begins ? "[" : "") + one.word + (ends ? `](${one.entity})` : "");
  });
  return text;
}

let words = [];
let chosen = new Set();

function show(focused = 0) {
  list.replaceChildren();
  words.forEach((one, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "word";
    button.textContent = one.word;
    if (one.entity) {
      const name = document.createElement("small");
      name.textContent = box.dataset[one.entity] || one.entity;
      button.append(name);
      button.classList.add("word-marked");
    }
    button.setAttribute("aria-pressed", String(chosen.has(index)));
    button.tabIndex = index === focused ? 0 : -1;
    button.addEventListener("click", () => choose(index));
    button.addEventListener("keydown", (event) => walk(event, index));
    if (index === focused) Object.assign(button.dataset, { key: "w", onlyFocus: "" });
    list.append(button);
  });
}

function choose(index) {
  if (chosen.has(index)) chosen.delete(index);
  else chosen.add(index);
  show(index);
  list.children[index].focus();
}

function walk(event, index) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = Math.min(Math.max(index + step, 0), words.length - 1);
  if (event.shiftKey) chosen.add(index).add(next);
  show(next);
  list.children[next].focus();
  event.preventDefault();
}

// Neighbours that were chosen together are one entity.
function mark(entity) {
  let part = Math.max(0, ...words.map((one) => one.part));
  let last = -2;
  for (const index of [...chosen].sort((a, b) => a - b)) {
    if (index !== last + 1) part += 1;
    Object.assign(words[index], { entity, part: entity ? part : 0 });
    last = index;
  }
  finish();
}

function hideName() {
  const sorted = [...chosen].sort((a, b) => a - b);
  if (!sorted.length) return;
  const isHindi = /[\u0900-\u097f]/.test(words[sorted[0]].word);
  const name = isHindi ? box.dataset.nameHi : box.dataset.nameEn;
  words[sorted[0]] = { ...words[sorted[0]], word: name, entity: "", part: 0 };
  words = words.filter((_one, index) => index === sorted[0] || !chosen.has(index));
  finish();
}

function finish() {
  const focused = Math.min(...chosen, words.length - 1);
  chosen = new Set();
  field.value = write(words);
  field.dispatchEvent(new Event("change", { bubbles: true }));
  words = read(field.value);
  show(Number.isFinite(focused) ? Math.max(focused, 0) : 0);
  if (list.children[0]) list.querySelector('[tabindex="0"]').focus();
}

field.addEventListener("input", () => {
  words = read(field.value);
  chosen = new Set();
  show();
});
for (const button of box.querySelectorAll("[data-mark]")) {
  button.addEventListener("click", () => mark(button.dataset.mark));
}
box.querySelector("[data-hide-name]").addEventListener("click", hideName);
words = read(field.value);
show();
box.hidden = false;
