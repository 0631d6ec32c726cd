/* The chat's log: bubbles in order, a chip for each day, the newest in view. */

import { byId, make } from "./dom.js";

const NEAR_END = 80;

export class Log {
  constructor(bubbles, settings) {
    this.bubbles = bubbles;
    this.words = settings.words;
    this.element = byId("log");
    this.typing = byId("typing");
    this.messages = new Map();
    this.lastDay = null;
    this.date = new Intl.DateTimeFormat(settings.locale, {
      day: "numeric",
      month: "long",
      year: "numeric",
      timeZone: "Asia/Kolkata",
    });
    this.#offerWayToEnd();
  }

  get isEmpty() {
    return this.messages.size === 0;
  }

  /** Show a message, or the new status of one that is shown. */
  show(message) {
    const known = this.messages.get(message.wamid);
    if (known) {
      this.bubbles.update(known.element, message);
      known.message = message;
      return;
    }
    const wasAtEnd = this.#isAtEnd();
    const quoted = this.messages.get(message.body.context?.id);
    const element = this.bubbles.bubble(message, quoted?.message);
    this.#chipFor(message);
    this.typing.before(element);
    this.messages.set(message.wamid, { message, element });
    this.#disableTapped(message, quoted);
    if (wasAtEnd || message.sender === "citizen") {
      this.toEnd();
    }
  }

  /** Show or hide the three dots. */
  setTyping(typing) {
    const wasAtEnd = this.#isAtEnd();
    this.typing.hidden = !typing;
    if (typing && wasAtEnd) {
      this.toEnd();
    }
  }

  /** Return the messages shown. */
  all() {
    return [...this.messages.values()].map(({ message }) => message);
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  #chipFor(message) {
    const day = this.date.format(new Date(message.at * 1000));
    if (day !== this.lastDay) {
      this.typing.before(make("p", { class: "chip" }, this.#dayName(day)));
      this.lastDay = day;
    }
  }

  #dayName(day) {
    const now = Date.now();
    if (day === this.date.format(now)) {
      return this.words.today;
    }
    return day === this.date.format(now - 24 * 60 * 60 * 1000) ? this.words.yesterday : day;
  }

  /** On WhatsApp reply buttons can be tapped once; a list can be opened again. */
  #disableTapped(message, quoted) {
    if (message.body.interactive?.type === "button_reply" && quoted) {
      quoted.element.querySelectorAll(".action").forEach((button) => (button.disabled = true));
    }
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  #offerWayToEnd() {
    const button = byId("to-end");
    this.element.addEventListener("scroll", () => (button.hidden = this.#isAtEnd()), { passive: true });
    // A photo that has loaded makes the log longer.
    this.element.addEventListener("load", () => button.hidden && this.toEnd(), true);
    button.addEventListener("click", () => this.toEnd());
  }
}
