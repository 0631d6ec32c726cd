/* Sheets: choose a list row, a place, or send a photo. Each resolves with the choice or null. */

import { byId, make } from "./dom.js";

const LONGEST_SIDE = 1600;
const QUALITY = 0.85;

/** Let the citizen choose a row of a list message; resolves with the row's id. */
export async function chooseRow(interactive) {
  const sheet = byId("list-sheet");
  byId("list-title").textContent = interactive.action.button;
  byId("list-rows").replaceChildren(...interactive.action.sections.map(section));
  const send = sheet.querySelector(".sheet-send");
  send.disabled = true;
  byId("list-rows").onchange = () => {
    send.disabled = false;
  };
  const sent = await opened(sheet);
  return sent ? new FormData(sheet.firstElementChild).get("row") : null;
}

/** Let the citizen pick a place; resolves with latitude, longitude and perhaps name, address. */
export async function choosePlace(words) {
  const sheet = byId("location-sheet");
  const form = sheet.firstElementChild;
  form.reset();
  byId("location-error").textContent = "";
  const send = sheet.querySelector(".sheet-send");
  const check = () => {
    send.disabled = !placeOf(form);
  };
  form.oninput = ({ target }) => {
    // The latest word counts: a place wipes coordinates and the other way round.
    if (target.name === "place") {
      form.latitude.value = form.longitude.value = "";
    } else {
      form.querySelectorAll("[name=place]").forEach((radio) => (radio.checked = false));
    }
    check();
  };
  byId("here").onclick = () => fillFromDevice(form, words, check);
  check();
  return (await opened(sheet)) ? placeOf(form) : null;
}

/** Show the chosen photo; resolves with the photo made smaller, and its caption. */
export async function confirmPhoto(file) {
  const photo = await madeSmaller(file);
  const preview = byId("photo-preview");
  preview.src = URL.createObjectURL(photo);
  byId("caption").value = "";
  const sent = await opened(byId("photo-sheet"), byId("caption"));
  URL.revokeObjectURL(preview.src);
  return sent ? { photo, caption: byId("caption").value } : null;
}

/** Open a sheet over the phone; resolves with true when "send" closed it. */
function opened(sheet, focused) {
  const ground = byId("sheet-ground");
  const before = document.activeElement;
  const others = [...sheet.parentElement.children].filter((other) => other !== sheet && other !== ground);
  others.push(...document.querySelectorAll("body > aside, body > .skip-link"));
  others.forEach((other) => (other.inert = true));
  ground.hidden = false;
  sheet.returnValue = "";
  sheet.show();
  (focused ?? sheet.querySelector("input:not([type=number]), .here"))?.focus();
  return new Promise((resolve) => {
    ground.onclick = () => sheet.close();
    sheet.querySelector(".sheet-close").onclick = () => sheet.close();
    sheet.onkeydown = (event) => {
      if (event.key === "Escape") {
        sheet.close();
      }
    };
    sheet.onclose = () => {
      others.forEach((other) => (other.inert = false));
      ground.hidden = true;
      before?.focus();
      resolve(sheet.returnValue === "send");
    };
  });
}

function section({ title, rows }) {
  const legend = title && make("legend", {}, title);
  return make("fieldset", { class: "rows" }, legend, ...rows.map(row));
}

function row({ id, title, description }) {
  const words = make(
    "span",
    { class: "row-words" },
    make("span", { class: "row-title" }, title),
    description && make("span", { class: "row-description" }, description),
  );
  return make("label", { class: "row" }, words, make("input", { type: "radio", name: "row", value: id }));
}

function placeOf(form) {
  const chosen = form.querySelector("[name=place]:checked");
  if (chosen) {
    const { name, address, latitude, longitude } = chosen.dataset;
    return { name, address, latitude: Number(latitude), longitude: Number(longitude) };
  }
  const { latitude, longitude } = form;
  const complete = [latitude, longitude].every((input) => input.value !== "" && input.validity.valid);
  return complete ? { latitude: latitude.valueAsNumber, longitude: longitude.valueAsNumber } : null;
}

function fillFromDevice(form, words, check) {
  const failed = () => {
    byId("location-error").textContent = words.noPosition;
  };
  if (!navigator.geolocation) {
    failed();
    return;
  }
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    form.latitude.value = coords.latitude.toFixed(6);
    form.longitude.value = coords.longitude.toFixed(6);
    form.querySelectorAll("[name=place]").forEach((radio) => (radio.checked = false));
    check();
  }, failed);
}

/** WhatsApp sends photos as JPEG and not in full size; slow networks are glad of it. */
async function madeSmaller(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = make("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
