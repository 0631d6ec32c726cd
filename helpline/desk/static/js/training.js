// While a training is at work, its progress and log are asked for anew; once it is over, so is the page.
const EVERY = 3000;

async function look() {
  const answer = await fetch(location.href);
  if (answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const run = page.querySelector("#run");
    if (!run.hasAttribute("data-at-work")) {
      location.reload();
      return;
    }
    document.querySelector("h1").replaceWith(page.querySelector("h1"));
    document.querySelector("#run").replaceWith(run);
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
