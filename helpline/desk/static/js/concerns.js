// While somebody types or chooses a meaning, the desk says what speaks against the sentence.
const form = document.querySelector("form[data-concerns]");
const place = document.querySelector("#concerns");
let waiting = 0;
let latest = 0;

async function ask() {
  const asked = (latest += 1);
  // The guard against forged forms goes along with the fields.
  const answer = await fetch(form.dataset.concerns, { method: "POST", body: new FormData(form) });
  // An answer that was overtaken says nothing any more.
  if (answer.ok && asked === latest) place.innerHTML = await answer.text();
}

function askSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 300);
}

form.addEventListener("input", askSoon);
form.addEventListener("change", askSoon);
