// Block Kit's layout blocks as DOM nodes (https://docs.slack.dev/reference/block-kit/blocks).

import { fileUrl } from "./api.js";
import { h } from "./dom.js";
import { elementNode } from "./elements.js";
import { isSafe } from "./links.js";
import { richText } from "./richtext.js";
import { nodesOf, plain } from "./texts.js";

const MAKERS = {
  section, actions, context, input, image,
  header: (block) => h("h3", { class: "header-text" }, plain(block.text)),
  divider: () => h("hr", { class: "divider" }),
  rich_text: (block) => richText(block),
  markdown: (block) => h("div", { class: "block-markdown" }, block.text ?? ""),
};

/** The blocks of a message or view, for the context described in elements.js. */
export function blocksNode(blocks, ctx) {
  return h("div", { class: `blocks blocks-${ctx.surface}` }, blocks.map((block) => blockNode(block, ctx)));
}

function blockNode(block, ctx) {
  const make = MAKERS[block.type];
  const content = make ? make(block, ctx) : h("div", { class: "unsupported", data: { testid: "unsupported" } }, `The stand-in cannot show a “${block.type}” block.`);
  return h("div", { class: `block block-${block.type}`, data: { testid: "block", blockId: block.block_id, block: block.type } }, content);
}

function section(block, ctx) {
  const text = block.text ? h("div", { class: "section-text" }, nodesOf(block.text)) : null;
  const fields = block.fields ? h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field-text" }, nodesOf(field)))) : null;
  const accessory = block.accessory ? h("div", { class: `accessory accessory-${block.accessory.type}` }, accessoryNode(block, ctx)) : null;
  return h("div", { class: "section" }, h("div", { class: "section-main" }, text, fields), accessory);
}

const accessoryNode = (block, ctx) => (block.accessory.type === "image" ? picture(block.accessory, "thumb") : elementNode(block, block.accessory, ctx));

function actions(block, ctx) {
  return h("div", { class: "actions" }, (block.elements ?? []).map((element) => elementNode(block, element, ctx)));
}

function context(block) {
  return h("div", { class: "context" }, (block.elements ?? []).map((element) =>
    element.type === "image" ? picture(element, "context-image") : h("span", { class: "context-text" }, nodesOf(element))));
}

function input(block, ctx) {
  const id = ctx.fieldId(block);
  const error = ctx.errors?.[block.block_id];
  return h("div", { class: `field${error ? " field-wrong" : ""}`, data: { testid: "field", blockId: block.block_id } },
    h("label", { class: "field-label", id: `${id}-label`, for: `${id}-control` }, plain(block.label),
      block.optional ? h("span", { class: "field-optional" }, " (optional)") : h("span", { class: "field-required", title: "Required", "aria-hidden": "true" }, " *")),
    elementNode(block, block.element, ctx),
    error && h("div", { class: "field-error", id: `${id}-error`, role: "alert", data: { testid: "field-error", blockId: block.block_id } }, error),
    block.hint && h("div", { class: "field-hint", id: `${id}-hint` }, plain(block.hint)));
}

function image(block) {
  return h("figure", { class: "figure" }, block.title && h("figcaption", null, plain(block.title)), picture(block, "block-picture"));
}

function picture(element, kind) {
  const source = element.slack_file ? fileUrl(element.slack_file.id ?? element.slack_file.url?.match(/\bF[A-Z0-9]{8,}\b/)?.[0] ?? "") : element.image_url;
  const alt = element.alt_text ?? "";
  const stand = () => h("span", { class: `${kind} picture-missing`, role: "img", "aria-label": alt, title: alt }, kind === "context-image" ? "" : alt);
  if (!element.slack_file && !isSafe(source ?? "") && !source?.startsWith("/")) return stand();
  const node = h("img", { class: kind, src: source, alt, title: alt, loading: "lazy", referrerpolicy: "no-referrer" });
  node.addEventListener("error", () => node.replaceWith(stand()));
  return node;
}
