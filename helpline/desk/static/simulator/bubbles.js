/* Messages as bubbles. A message's `body` is Meta's message object or the Graph payload. */

import { icon, make } from "./dom.js";
import { formatted, isOnlyEmoji } from "./format.js";

const STATUS_ICONS = {
  sending: "sending",
  waiting: "sent",
  delivered: "delivered",
  read: "delivered",
  failed: "failed",
};

export class Bubbles {
  /** `settings` are the page's; `tapped` is told of taps: button, list, location, retry. */
  constructor(settings, tapped) {
    this.settings = settings;
    this.words = settings.words;
    this.tapped = tapped;
    this.clock = new Intl.DateTimeFormat(settings.locale, {
      hour: "numeric",
      minute: "2-digit",
      timeZone: "Asia/Kolkata",
    });
  }

  /** Make the element of a message; `quoted` is the message it replies to, if any. */
  bubble(message, quoted) {
    const who = message.sender === "citizen" ? this.words.you : this.words.helpline;
    const bubble = make("div", { class: "bubble" });
    bubble.append(make("span", { class: "visually-hidden" }, `${who}: `));
    if (quoted) {
      bubble.append(this.#quote(quoted));
    }
    bubble.append(...this.#content(message.body), this.#meta(message));
    const actions = this.#actions(message);
    const withActions = actions ? " with-actions" : "";
    const attributes = { class: `message from-${message.sender}${withActions}`, "data-wamid": message.wamid };
    const element = make("div", attributes, bubble, actions);
    this.#react(element, message);
    return element;
  }

  /** Show a citizen's message's new status on its element. */
  update(element, message) {
    element.querySelector(".tick")?.replaceWith(this.#tick(message));
    this.#react(element, message);
  }

  /** Return one line that stands for a message in lists and quotes. */
  summary(message) {
    const { body } = message;
    const interactive = body.interactive;
    if (interactive) {
      const reply = interactive.button_reply ?? interactive.list_reply;
      return reply ? reply.title : plain(interactive.body.text);
    }
    if (body.image) {
      return `📷 ${body.image.caption || this.words.photo}`;
    }
    if (body.audio) {
      return `🎤 ${this.words.voice}`;
    }
    if (body.document) {
      return `📄 ${body.document.filename || this.words.document}`;
    }
    if (body.location) {
      return `📍 ${body.location.name || this.words.location}`;
    }
    return plain(this.#typed(body));
  }

  /** Show the helpline's emoji on a citizen's message. */
  #react(element, { body }) {
    element.querySelector(".reaction")?.remove();
    if (body.reacted) {
      const label = `${this.words.helpline}: ${body.reacted}`;
      element.append(make("span", { class: "reaction", role: "img", "aria-label": label }, body.reacted));
    }
  }

  #quote(quoted) {
    return make(
      "div",
      { class: "quote" },
      make("p", { class: "quote-name" }, quoted.sender === "citizen" ? this.words.you : this.words.helpline),
      make("p", { class: "quote-words" }, this.summary(quoted)),
    );
  }

  #content(body) {
    if (body.interactive) {
      return this.#interactive(body.interactive);
    }
    if (body.image) {
      return this.#photo(body.image);
    }
    if (body.audio) {
      return [this.#sound(body.audio)];
    }
    if (body.document) {
      return [this.#document(body.document)];
    }
    if (body.location) {
      return this.#place(body.location);
    }
    return [this.#text(this.#typed(body))];
  }

  /** The words of a text, of a template, or of a template's button that was tapped. */
  #typed({ text, seen, button }) {
    return text?.body ?? seen?.text ?? button?.text ?? this.words.unsupported;
  }

  #text(text) {
    const large = isOnlyEmoji(text) ? " words-emoji" : "";
    return make("div", { class: `words${large}` }, ...formatted(text));
  }

  #interactive(interactive) {
    const reply = interactive.button_reply ?? interactive.list_reply;
    if (reply) {
      const description = reply.description && make("p", { class: "footer" }, reply.description);
      return [this.#text(reply.title), description].filter(Boolean);
    }
    const { header, body, footer } = interactive;
    return [
      header && make("p", { class: "header" }, header.text),
      this.#text(body.text),
      footer && make("p", { class: "footer" }, footer.text),
    ].filter(Boolean);
  }

  #photo(image) {
    const photo = make("img", {
      class: "photo",
      src: image.preview ?? image.link ?? this.settings.media + image.id,
      alt: image.caption || this.words.photo,
    });
    return image.caption ? [photo, this.#text(image.caption)] : [photo];
  }

  #sound(audio) {
    const src = audio.preview ?? this.settings.media + audio.id;
    return make("audio", { class: "sound", controls: "", src, "aria-label": this.words.voice });
  }

  #document(file) {
    const href = file.preview ?? file.link ?? this.settings.media + file.id;
    const name = file.filename || this.words.document;
    return make("a", { class: "document", href, download: name }, icon("document"), name);
  }

  #place({ latitude, longitude, name, address }) {
    const where = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
    const pin = make("span", { class: "place-pin" }, icon("pin"));
    const map = make("img", { class: "place-map", src: this.settings.map, alt: "" });
    const link = make(
      "a",
      {
        class: "place",
        href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`,
        target: "_blank",
        rel: "noopener noreferrer",
        "aria-label": `${this.words.location}: ${name || where}. ${this.words.openMap}`,
      },
      map,
      pin,
    );
    return [
      link,
      make("p", { class: "place-name" }, name || where),
      name && make("p", { class: "place-address" }, address || where),
    ].filter(Boolean);
  }

  #meta(message) {
    const at = new Date(message.at * 1000);
    const time = make("time", { datetime: at.toISOString() }, this.clock.format(at));
    return make("div", { class: "meta" }, time, message.sender === "citizen" && this.#tick(message));
  }

  #tick(message) {
    const label = this.words[message.status === "waiting" ? "sent" : message.status];
    const className = `tick tick-${message.status}`;
    if (message.status !== "failed") {
      const attributes = { class: className, role: "img", "aria-label": label, title: label };
      return make("span", attributes, icon(STATUS_ICONS[message.status]));
    }
    const attributes = { class: className, type: "button", "aria-label": label, title: label };
    const button = make("button", attributes, icon("failed"));
    button.addEventListener("click", () => this.tapped("retry", message));
    return button;
  }

  #actions(message) {
    const { interactive, seen } = message.sender === "helpline" ? message.body : {};
    if (!interactive && !seen?.buttons.length) {
      return null;
    }
    const actions = make("div", { class: "actions" });
    for (const reply of seen?.buttons ?? []) {
      actions.append(this.#action("reply", reply.title, "button", message, reply));
    }
    const { type, action } = interactive ?? {};
    if (type === "button") {
      for (const { reply } of action.buttons) {
        actions.append(this.#action("reply", reply.title, "button", message, reply));
      }
    } else if (type === "list") {
      actions.append(this.#action("list", action.button, "list", message));
    } else if (type === "location_request_message") {
      actions.append(this.#action("pin", this.words.sendLocation, "location", message));
    }
    return actions;
  }

  #action(iconName, title, kind, message, reply) {
    const button = make("button", { class: "action", type: "button" }, icon(iconName), title);
    button.addEventListener("click", () => this.tapped(kind, message, reply));
    return button;
  }
}

/** The text without the marks of its formatting. */
function plain(text) {
  return make("span", {}, ...formatted(text)).textContent;
}
