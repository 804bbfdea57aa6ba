// Slack's rich_text blocks as DOM nodes (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).

import { h } from "./dom.js";
import { linkTo } from "./links.js";
import { emojiNode } from "./mrkdwn.js";
import { emojiText, channel, dateNode, person } from "./references.js";

const MARKS = [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"], ["underline", "u"]];

export function richText(block) {
  return h("div", { class: "rich" }, (block.elements ?? []).map(part));
}

function part(element) {
  const content = () => (element.elements ?? []).map(leaf);
  switch (element.type) {
    case "rich_text_section": return h("div", { class: "rich-section" }, content());
    case "rich_text_preformatted": return h("pre", { class: "pre" }, content());
    case "rich_text_quote": return h("blockquote", null, content());
    case "rich_text_list": return list(element);
    default: return h("div", null);
  }
}

function list(element) {
  const ordered = element.style === "ordered";
  const start = ordered && element.offset ? element.offset + 1 : null;
  return h(ordered ? "ol" : "ul", { class: "rich-list", start, data: { indent: element.indent ?? 0 }, style: { "--depth": element.indent ?? 0 } },
    (element.elements ?? []).map((item) => h("li", null, (item.elements ?? []).map(leaf))));
}

function leaf(element) {
  return MARKS.reduce((node, [mark, tag]) => (element.style?.[mark] ? h(tag, null, node) : node), bare(element));
}

function bare(element) {
  switch (element.type) {
    case "text": return withBreaks(element.text ?? "");
    case "link": return linkTo(element.url ?? "", element.text);
    case "user": return person(element.user_id);
    case "channel": return channel(element.channel_id);
    case "usergroup": return h("span", { class: "mention" }, "@group");
    case "broadcast": return h("span", { class: "mention mention-me" }, `@${element.range}`);
    case "emoji": return emojiNode(fromUnicode(element.unicode) ?? emojiText(element.name), element.name);
    case "date": return dateNode(element);
    case "color": return h("code", null, h("span", { class: "swatch", style: { background: /^#[0-9a-f]{3,8}$/i.test(element.value) ? element.value : "none" } }), element.value ?? "");
    default: return document.createTextNode(element.text ?? "");
  }
}

function fromUnicode(code) {
  if (!/^[0-9a-f]+(-[0-9a-f]+)*$/i.test(code ?? "")) return null;
  const points = code.split("-").map((point) => parseInt(point, 16));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}

function withBreaks(text) {
  const span = h("span", { class: "rich-text" });
  span.append(text);
  return span;
}
