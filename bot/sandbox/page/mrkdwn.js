// Slack's mrkdwn as DOM nodes (https://docs.slack.dev/messaging/formatting-message-text).
// Order, as in Slack: fenced code, quotes by line, then code spans, <…> references, emphasis, emoji, bare links.

import { h } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { plainOf, reference } from "./references.js";
import { decode, linkTo } from "./links.js";

const FENCE = /```([\s\S]+?)```/g;
const QUOTE = /^(?:>|&gt;) ?/;
const BULLET = /^(\s*)(•|◦|▪︎|▪|‣|-|\d{1,3}[.)])(\s+)(?=\S)/;
const CODE = /^:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/;
const BARE = /^https?:\/\/[^\s<>|"`]+/i;
const STYLE = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}_]/u;

/** The nodes for a mrkdwn text. `verbatim` leaves bare web addresses unlinked, as Slack's flag of that name does. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const nodes = [];
  let from = 0;
  for (const match of String(text ?? "").matchAll(FENCE)) {
    nodes.push(...quotes(text.slice(from, match.index).replace(/\n$/, ""), verbatim));
    nodes.push(h("pre", { class: "pre" }, plainOf(match[1].replace(/^\n|\n$/g, ""))));
    from = match.index + match[0].length;
    if (text[from] === "\n") from += 1;
  }
  nodes.push(...quotes(String(text ?? "").slice(from), verbatim));
  return nodes;
}

function quotes(text, verbatim) {
  if (!text) return [];
  const whole = text.match(/^([\s\S]*?)(?:^|\n)(?:>>>|&gt;&gt;&gt;) ?([\s\S]*)$/);
  if (whole) return [...quotes(whole[1], verbatim), h("blockquote", null, lines(whole[2].split("\n"), verbatim))];
  const nodes = [];
  for (const [quoted, run] of runs(text.split("\n"))) {
    const content = lines(quoted ? run.map((line) => line.replace(QUOTE, "")) : run, verbatim);
    nodes.push(...(quoted ? [h("blockquote", null, content)] : content));
  }
  return nodes;
}

function runs(all) {
  const found = [];
  for (const line of all) {
    const quoted = QUOTE.test(line);
    if (found.length && found.at(-1)[0] === quoted) found.at(-1)[1].push(line);
    else found.push([quoted, [line]]);
  }
  return found;
}

// Slack leaves list marks as they were typed; a hanging indent is all that is added.
function lines(all, verbatim) {
  const nodes = [];
  all.forEach((line, index) => {
    const bullet = line.match(BULLET);
    if (bullet) {
      const rest = inline(line.slice(bullet[0].length), verbatim);
      nodes.push(h("span", { class: "hang", style: { "--depth": Math.min(6, Math.floor(bullet[1].length / 2)) } },
        h("span", { class: "hang-mark" }, bullet[2]), " ", h("span", { class: "hang-text" }, rest)));
      return;
    }
    nodes.push(...inline(line, verbatim));
    if (index < all.length - 1) nodes.push(h("br"));
  });
  return nodes;
}

function inline(text, verbatim) {
  const nodes = [];
  const hopeless = new Set(); // Delimiters that have no closing partner further on; keeps hostile text linear.
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(document.createTextNode(decode(plain)));
    plain = "";
  };
  const put = (node, length) => {
    flush();
    nodes.push(node);
    at += length;
  };
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    const before = at ? text[at - 1] : "";
    if (char === "<") {
      const end = text.indexOf(">", at);
      const node = end > 0 ? reference(text.slice(at + 1, end)) : null;
      if (node) { put(node, end - at + 1); continue; }
    } else if (char === "`") {
      const end = text.indexOf("`", at + 1);
      if (end > at + 1) { put(h("code", null, plainOf(text.slice(at + 1, end))), end - at + 1); continue; }
    } else if (STYLE[char] && !hopeless.has(char) && opens(text, at, before)) {
      const end = closing(text, at, char);
      if (end > 0) { put(h(STYLE[char], null, inline(text.slice(at + 1, end), verbatim)), end - at + 1); continue; }
      hopeless.add(char);
    } else if (char === ":") {
      const match = text.slice(at, at + 60).match(CODE);
      const emoji = match && emojiFor(match[1]);
      if (emoji) { put(emojiNode(emoji, match[1]), match[0].length); continue; }
    } else if (!verbatim && (char === "h" || char === "H") && !WORD.test(before)) {
      const match = text.slice(at, at + 2000).match(BARE);
      if (match) {
        const url = match[0].replace(/[.,;:!?)\]}'*_~]+$/, "");
        put(linkTo(decode(url), decode(url)), url.length);
        continue;
      }
    }
    plain += char;
    at += 1;
  }
  flush();
  return nodes;
}

export const emojiNode = (character, code) =>
  h("span", { class: "emoji", role: "img", "aria-label": code.replaceAll("_", " "), title: `:${code}:` }, character);

const opens = (text, at, before) => !WORD.test(before) && before !== text[at] && /\S/.test(text[at + 1] ?? " ") && text[at + 1] !== text[at];

function closing(text, start, char) {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "<") {
      const end = text.indexOf(">", at);
      if (end > 0) at = end;
    } else if (text[at] === "`") {
      const end = text.indexOf("`", at + 1);
      if (end > 0) at = end;
    } else if (text[at] === char && at > start + 1 && /\S/.test(text[at - 1]) && !WORD.test(text[at + 1] ?? "")) {
      return at;
    }
  }
  return -1;
}
