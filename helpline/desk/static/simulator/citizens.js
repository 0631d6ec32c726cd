/* The list of citizens: their last message and how many they have not seen. */

export class Citizens {
  constructor(bubbles) {
    this.bubbles = bubbles;
  }

  /** Show what is new in the chats. */
  show(chats) {
    for (const { phone, last, unread } of chats) {
      const line = document.querySelector(`.citizen[data-phone="${phone}"]`);
      if (line) {
        this.#update(line, last, unread);
      }
    }
  }

  #update(line, last, unread) {
    line.querySelector(".citizen-last").textContent = last ? this.bubbles.summary(last) : "";
    const badge = line.querySelector(".citizen-unread");
    badge.textContent = unread;
    badge.hidden = !unread || line.hasAttribute("aria-current");
  }
}
