// Text objects: plain_text and mrkdwn.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { decode } from "./links.js";
import { mrkdwn } from "./mrkdwn.js";

/** The words of a plain_text object, short codes replaced unless `emoji` is false. Slack unescapes &amp; &lt; &gt; here too. */
export function plain(text) {
  if (!text) return "";
  const words = decode(text.text ?? "");
  return text.emoji === false ? words : withEmoji(words);
}

/** The nodes of a text object of either kind. */
export function nodesOf(text) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text, { verbatim: text.verbatim }) : [h("span", { class: "plain" }, plain(text))];
}
