// What stands between < and > in mrkdwn: people, channels, groups, dates and links.

import { fillDate, fullStamp } from "./dates.js";
import { h } from "./dom.js";
import { emojiFor, withEmoji } from "./emoji.js";
import { decode, isSafe, linkTo } from "./links.js";
import { channelById, displayName, member, store, zone } from "./store.js";

/** The node for the inside of <…>, or null when Slack would show it as typed. */
export function reference(inside) {
  const [target, label] = split(inside);
  if (/^@[UWB][A-Z0-9]+$/.test(target)) return person(target.slice(1), label);
  if (/^#[CG][A-Z0-9]+$/.test(target)) return channel(target.slice(1), label);
  if (target.startsWith("!date^")) return date(inside);
  if (target.startsWith("!subteam^")) return mention(label || "@group", false);
  if (/^!(here|channel|everyone)$/.test(target)) return mention(`@${target.slice(1)}`, true);
  if (target.startsWith("!")) return document.createTextNode(decode(label || target.slice(1)));
  if (!isSafe(target)) return null;
  return linkTo(decode(target), label === undefined ? undefined : withEmoji(decode(label)));
}

function split(inside) {
  const cut = inside.indexOf("|");
  return cut < 0 ? [inside, undefined] : [inside.slice(0, cut), inside.slice(cut + 1)];
}

const mention = (text, mine) => h("span", { class: mine ? "mention mention-me" : "mention" }, text);

/** A person's mention; marked when it is the acting person's. */
export function person(id, label) {
  const known = member(id);
  const node = mention(`@${known.unknown ? decode(label || id) : displayName(id)}`, id === store.user);
  node.dataset.user = id;
  return node;
}

/** A link to a channel the acting person can see, else its name alone. */
export function channel(id, label) {
  const known = channelById(id);
  const name = `#${known ? known.name : decode(label || "private-channel")}`;
  if (!known) return mention(name, false);
  return h("a", { class: "mention", href: `#/${id}`, data: { channel: id } }, name);
}

function date(inside) {
  const match = inside.match(/^!date\^(-?\d+)\^([^^|]+)(?:\^([^|]*))?(?:\|([\s\S]*))?$/);
  if (!match) return document.createTextNode(decode(split(inside)[1] ?? inside));
  return dateNode({ timestamp: Number(match[1]), format: decode(match[2]), url: match[3] && decode(match[3]), fallback: match[4] && decode(match[4]) });
}

/** A moment in the acting person's zone; one no calendar holds shows its fallback. */
export function dateNode({ timestamp, format, url, fallback }) {
  if (Math.abs(timestamp) > 8.64e12) return document.createTextNode(fallback || "");
  const node = h("time", { class: "date", datetime: new Date(timestamp * 1000).toISOString(), title: fullStamp(timestamp, zone()) },
    fillDate(format, timestamp, zone()));
  return url ? linkTo(url, node) : node;
}

/** The text of a code span: references become their words, nothing is styled. */
export function plainOf(text) {
  return text.split(/(<[^<>\n]+>)/).map((piece, index) => {
    const node = index % 2 ? reference(piece.slice(1, -1)) : null;
    return node ? node.textContent : decode(piece);
  }).join("");
}

/** An emoji by its code, or the code itself. */
export const emojiText = (code) => emojiFor(code) ?? `:${code}:`;
