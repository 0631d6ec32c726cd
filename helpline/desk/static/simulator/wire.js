/* The drawer for developers: each message as it went over the wire. */

import { byId, make } from "./dom.js";

export class Wire {
  constructor(server) {
    this.server = server;
    this.entries = new Map();
    byId("open-wire").addEventListener("click", () => {
      byId("menu").open = false;
      byId("wire").open = true;
      byId("wire").querySelector("summary").focus();
    });
  }

  /** Add a message, or note what has become of it. */
  show(message) {
    const entry = this.entries.get(message.wamid) ?? this.#add(message);
    const answer = message.answer && message.answer !== "200" ? ` (${message.answer})` : "";
    entry.querySelector(".wire-answer").textContent = message.status + answer;
  }

  #add(message) {
    const isCitizen = message.sender === "citizen";
    const way = make("span", { class: `wire-way wire-way-${message.sender}` }, isCitizen ? "→ webhook" : "← Graph");
    const kind = message.body.interactive?.type ?? message.body.type;
    const summary = make("summary", {}, way, make("span", {}, kind), make("span", { class: "wire-answer" }));
    const json = make("pre", { tabindex: "0" });
    const details = make("details", {}, summary, json);
    details.addEventListener("toggle", async () => {
      if (details.open && !json.textContent) {
        json.textContent = await this.server.wire(message.wamid);
      }
    });
    const entry = make("li", {}, details);
    byId("wire-list").append(entry);
    this.entries.set(message.wamid, entry);
    return entry;
  }
}
