/* What the citizen sends: shown at once, delivered in order, again and again on a bad line. */

import { Refused } from "./server.js";

const PAUSE_MS = 2000;

export class Outgoing {
  /** `page` has `show(message)` and `trouble(words)`. */
  constructor(server, page) {
    this.server = server;
    this.page = page;
    this.queue = Promise.resolve();
    this.refused = new Map();
  }

  /** Send what the citizen did; `body` is what the bubble shows meanwhile. */
  send(asked, body) {
    const clientId = newClientId();
    this.#send(clientId, body, () => this.server.send({ ...asked, client_id: clientId }));
  }

  /** Send a photo (a Blob). */
  sendPhoto(photo, caption) {
    const clientId = newClientId();
    const image = { preview: URL.createObjectURL(photo), caption };
    const call = () => this.server.sendFile("image", photo, caption, clientId);
    this.#send(clientId, { type: "image", image }, call);
  }

  /** Send a voice note or a document (a File). */
  sendFile(kind, file) {
    const clientId = newClientId();
    const part = { preview: URL.createObjectURL(file), filename: file.name };
    const call = () => this.server.sendFile(kind, file, "", clientId);
    this.#send(clientId, kind === "voice" ? { audio: part } : { document: part }, call);
  }

  /** Try once more to send a message that was not delivered. */
  retry(message) {
    const call = this.refused.get(message.wamid);
    this.refused.delete(message.wamid);
    this.#queue(message, call ?? (() => this.server.retry(message.wamid)));
  }

  #send(clientId, body, call) {
    // The server makes the same id of it, so that a repeated call sends nothing twice.
    const wamid = `wamid.SIM${clientId.toUpperCase()}`;
    this.#queue({ wamid, sender: "citizen", answer: "", at: Date.now() / 1000, body }, call);
  }

  #queue(message, call) {
    this.page.show({ ...message, status: "sending" });
    this.queue = this.queue.then(() => this.#deliver(message, call));
  }

  async #deliver(message, call) {
    for (;;) {
      try {
        const kept = await call();
        if (kept) {
          this.page.show(kept);
        }
        return;
      } catch (error) {
        if (error instanceof Refused) {
          this.refused.set(message.wamid, call);
          this.page.show({ ...message, status: "failed" });
          this.page.trouble(error.message);
          return;
        }
        // The line is down; what is repeated has the same id.
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }
}

/** 32 hexadecimal digits; crypto.randomUUID is missing on plain HTTP. */
function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
