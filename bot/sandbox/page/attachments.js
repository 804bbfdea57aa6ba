// Attachments: the older way of adding content below a message, a bar of colour at its side.

import { blocksNode } from "./blocks.js";
import { h } from "./dom.js";
import { linkTo } from "./links.js";
import { mrkdwn } from "./mrkdwn.js";

const NAMED = { good: "#2f8f5b", warning: "#c98a1b", danger: "#c2413a" };

export function attachmentNode(one, ctx) {
  const colour = NAMED[one.color] ?? (/^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : "var(--line-strong)");
  return h("div", { class: "attachment", style: { "--colour": colour }, data: { testid: "attachment" } },
    one.pretext && h("div", null, mrkdwn(one.pretext)),
    one.author_name && h("div", { class: "attachment-author" }, one.author_name),
    one.title && h("div", { class: "attachment-title" }, one.title_link ? linkTo(one.title_link, one.title) : one.title),
    one.blocks ? blocksNode(one.blocks, ctx) : one.text && h("div", null, mrkdwn(one.text)),
    one.fields && h("div", { class: "fields" }, one.fields.map((field) =>
      h("div", { class: "field-text" }, h("strong", null, field.title ?? ""), h("br"), mrkdwn(field.value ?? "")))),
    one.footer && h("div", { class: "attachment-foot" }, one.footer));
}
