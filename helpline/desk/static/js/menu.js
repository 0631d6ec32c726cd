// On a phone the menu is longer than the screen: it begins with the page that is open.
const nav = document.querySelector(".masthead-nav");
const here = nav.querySelector("[aria-current]");
if (here) nav.scrollLeft = here.offsetLeft - nav.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
