/* Calls to the simulator's server. */

/** The server said no; `message` is for people. */
export class Refused extends Error {}

export class Server {
  /** Talk about the chat at the address `chat`. */
  constructor(chat, csrfToken) {
    this.chat = chat;
    this.csrfToken = csrfToken;
  }

  /** Return what is new or changed since a version. */
  async changes(after) {
    return (await this.#call(`messages?after=${after}`)).json();
  }

  /** Send what the citizen typed or tapped; return the message. */
  async send(asked) {
    const body = JSON.stringify(asked);
    const headers = { "Content-Type": "application/json" };
    return (await this.#call("messages", { method: "POST", headers, body })).json();
  }

  /** Send a file (a Blob) of a kind (image, voice, document); return the message. */
  async sendFile(kind, file, caption, clientId) {
    const body = new FormData();
    body.append("kind", kind);
    body.append("file", file, file.name ?? "photo.jpg");
    body.append("caption", caption);
    body.append("client_id", clientId);
    return (await this.#call("messages", { method: "POST", body })).json();
  }

  /** Say that the citizen has seen the chat. */
  async seen() {
    await this.#call("seen", { method: "POST" });
  }

  /** Deliver a message once more. */
  async retry(wamid) {
    await this.#call(`messages/${wamid}/retry`, { method: "POST" });
  }

  /** Return what went over the wire for a message, as text. */
  async wire(wamid) {
    return (await this.#call(`messages/${wamid}/wire`)).text();
  }

  async #call(path, options = {}) {
    const headers = { ...options.headers, "X-CSRFToken": this.csrfToken };
    const answer = await fetch(`${this.chat}/${path}`, { ...options, headers });
    if (answer.ok) {
      return answer;
    }
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    throw new Refused(isJson ? (await answer.json()).error : answer.statusText);
  }
}
