/* The simulator's page: ties log, composer and server together. */

import { Bubbles } from "./bubbles.js";
import { Citizens } from "./citizens.js";
import { byId } from "./dom.js";
import { Log } from "./log.js";
import { Outgoing } from "./outgoing.js";
import { Server } from "./server.js";
import { choosePlace, chooseRow, confirmPhoto } from "./sheets.js";
import { Wire } from "./wire.js";

const POLL_VISIBLE_MS = 700;
const POLL_HIDDEN_MS = 5000;

const settings = JSON.parse(byId("settings").textContent);
const { words } = settings;
const server = new Server(settings.chat, document.querySelector("meta[name=csrf-token]").content);
const bubbles = new Bubbles(settings, tapped);
const log = new Log(bubbles, settings);
const wire = new Wire(server);
const citizens = new Citizens(bubbles);
const outgoing = new Outgoing(server, { show, trouble });
const text = byId("text");

let version = 0;
let clearedId = null;
let isPolling = false;
let timer = null;

startComposer();
startMenus();
poll();
document.addEventListener("visibilitychange", () => document.hidden || poll());

/* What the citizen does. */

function startComposer() {
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    sendText();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      sendText();
    }
  });
  text.addEventListener("input", fitText);
  byId("examples").addEventListener("click", ({ target }) => {
    if (target.matches(".example")) {
      text.value = target.textContent;
      fitText();
      text.focus();
    }
  });
  byId("attach-photo").addEventListener("click", () => byId("photo").click());
  byId("attach-location").addEventListener("click", sendPlace);
  byId("photo").addEventListener("change", sendPhoto);
  for (const kind of ["voice", "document"]) {
    byId(`attach-${kind}`).addEventListener("click", () => byId(kind).click());
    byId(kind).addEventListener("change", () => sendFile(kind));
  }
}

function sendText() {
  const body = text.value.trim();
  text.value = "";
  fitText();
  text.focus();
  if (body) {
    outgoing.send({ type: "text", body }, { type: "text", text: { body } });
  }
}

function fitText() {
  text.style.height = "";
  text.style.height = `${text.scrollHeight}px`;
}

function tapped(kind, message, reply) {
  const deeds = {
    button: () => sendReply("button", message, reply),
    list: () => answerList(message),
    location: sendPlace,
    retry: () => outgoing.retry(message),
  };
  deeds[kind]();
}

async function answerList(message) {
  const { interactive } = message.body;
  const id = await chooseRow(interactive);
  const rows = interactive.action.sections.flatMap((section) => section.rows);
  const chosen = rows.find((row) => row.id === id);
  if (chosen) {
    sendReply("list", message, chosen);
  }
}

function sendReply(type, message, chosen) {
  const kind = `${type}_reply`;
  const context = { id: message.wamid };
  const shown = { type: "interactive", context, interactive: { type: kind, [kind]: chosen } };
  outgoing.send({ type, reply_to: message.wamid, id: chosen.id }, shown);
}

async function sendPlace() {
  byId("attach").open = false;
  const place = await choosePlace(words);
  if (place) {
    outgoing.send({ type: "location", ...place }, { type: "location", location: place });
  }
}

async function sendPhoto() {
  byId("attach").open = false;
  const [file] = byId("photo").files;
  byId("photo").value = "";
  let chosen;
  try {
    chosen = file && (await confirmPhoto(file));
  } catch (error) {
    // A file that the browser cannot decode is no photo.
    console.warn(error);
    trouble(words.notAPhoto);
  }
  if (chosen) {
    outgoing.sendPhoto(chosen.photo, chosen.caption);
  }
}

function sendFile(kind) {
  byId("attach").open = false;
  const [file] = byId(kind).files;
  byId(kind).value = "";
  if (file) {
    outgoing.sendFile(kind, file);
  }
}

/** Close an open menu by a click elsewhere or by Escape. */
function startMenus() {
  const menus = [byId("menu"), byId("attach")];
  document.addEventListener("click", ({ target }) => {
    menus.filter((menu) => !menu.contains(target)).forEach((menu) => (menu.open = false));
  });
  document.addEventListener("keydown", ({ key }) => {
    const open = menus.find((menu) => menu.open);
    if (key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
}

/* What comes back. */

async function poll() {
  if (isPolling) {
    return;
  }
  isPolling = true;
  clearTimeout(timer);
  try {
    take(await server.changes(version));
  } catch (error) {
    console.warn(error);
    trouble(words.offline);
  }
  isPolling = false;
  timer = setTimeout(poll, document.hidden ? POLL_HIDDEN_MS : POLL_VISIBLE_MS);
}

function take(changes) {
  if (clearedId !== null && changes.cleared_id !== clearedId) {
    // Cleared in another window.
    location.reload();
    return;
  }
  const isFirst = clearedId === null;
  clearedId = changes.cleared_id;
  version = changes.version;
  changes.messages.forEach(show);
  log.setTyping(changes.typing);
  byId("state").textContent = changes.typing ? words.typing : words.online;
  byId("examples").hidden = !log.isEmpty;
  citizens.show(changes.chats ?? []);
  trouble(isHelplineSilent() ? words.waiting : "");
  if (isFirst) {
    // What was there before the page opened is not read out as new.
    log.element.setAttribute("aria-live", "polite");
  }
  if (!document.hidden && log.all().some(isUnseen)) {
    server.seen().catch((error) => console.warn(error));
  }
}

function show(message) {
  byId("examples").hidden = true;
  log.show(message);
  if (message.status !== "sending") {
    wire.show(message);
  }
}

function trouble(words) {
  byId("trouble").textContent = words;
  byId("trouble").hidden = !words;
}

function isHelplineSilent() {
  return log.all().some(({ status, answer }) => status === "waiting" && answer);
}

function isUnseen({ sender, status }) {
  return sender === "helpline" && status !== "read";
}
