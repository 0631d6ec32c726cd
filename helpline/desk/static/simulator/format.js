/* WhatsApp's formatting: *bold*, _italic_, ~strike~, ```mono```, `code`, and links. */

import { make } from "./dom.js";

// A marker counts only at the edge of a word; \w would not know Devanagari's vowel signs.
const BEFORE = "(?<![\\p{L}\\p{M}\\p{N}])";
const AFTER = "(?![\\p{L}\\p{M}\\p{N}])";

const RULES = [
  { pattern: /```([^]+?)```/u, tag: "code", plain: true },
  { pattern: /`([^`\n]+)`/u, tag: "code", plain: true },
  { pattern: /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'।]/u, link: true },
  { pattern: marked("\\*"), tag: "strong" },
  { pattern: marked("_"), tag: "em" },
  { pattern: marked("~"), tag: "s" },
];
const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}[\p{Emoji_Modifier}\u200d\ufe0f\p{Extended_Pictographic}]*\s*){1,3}$/u;

/** Return the text as nodes to put into a bubble. */
export function formatted(text) {
  const found = first(text);
  if (!found) {
    return [text];
  }
  const { match, rule } = found;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return [before, element(match, rule), ...formatted(after)].filter((node) => node !== "");
}

/** Tell whether the text is nothing but one to three emoji, which WhatsApp shows large. */
export function isOnlyEmoji(text) {
  return ONLY_EMOJI.test(text.trim());
}

function marked(mark) {
  return new RegExp(`${BEFORE}${mark}(?=\\S)([^\\n]*?\\S)${mark}${AFTER}`, "u");
}

function first(text) {
  const found = RULES.map((rule) => ({ rule, match: rule.pattern.exec(text) }));
  const matching = found.filter(({ match }) => match);
  return matching.sort((one, other) => one.match.index - other.match.index)[0];
}

function element(match, rule) {
  if (rule.link) {
    const attributes = { href: match[0], target: "_blank", rel: "noopener noreferrer" };
    return make("a", attributes, match[0]);
  }
  return make(rule.tag, {}, ...(rule.plain ? [match[1]] : formatted(match[1])));
}
