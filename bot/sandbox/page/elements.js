// The interactive elements of Block Kit. Each function gives the control for (block, element, ctx);
// ctx is {surface, values, deliver, describe, changed, disabled} of the message or view the block stands in.

import { deliver, dispatches } from "./actions.js";
import { h, icon } from "./dom.js";
import { fileInput } from "./fileinputs.js";
import { textInput } from "./inputs.js";
import { isSafe, permalink } from "./links.js";
import { dateInput, dateTimeInput, timeInput } from "./moments.js";
import { openList } from "./popups.js";
import { isSelect, select } from "./selects.js";
import { nodesOf, plain } from "./texts.js";

const MAKERS = {
  button, overflow, checkboxes: choices, radio_buttons: choices,
  datepicker: dateInput, timepicker: timeInput, datetimepicker: dateTimeInput,
  plain_text_input: textInput, email_text_input: textInput, url_text_input: textInput, number_input: textInput, rich_text_input: textInput,
  file_input: fileInput,
};

/** The control of any interactive element; a note in its place for one the stand-in does not have. */
export function elementNode(block, element, ctx) {
  if (isSelect(element.type)) return select(block, element, ctx);
  const make = MAKERS[element.type];
  if (make) return make(block, element, ctx);
  return h("span", { class: "unsupported", data: { testid: "unsupported" } }, `The stand-in cannot show “${element.type}”.`);
}

const hooks = (block, element) => ({ actionId: element.action_id, blockId: block.block_id });

function button(block, element, ctx) {
  const style = { primary: " button-primary", danger: " button-danger" }[element.style] ?? "";
  const attrs = {
    class: `button${style}`, "aria-label": element.accessibility_label, title: plain(element.text),
    data: { testid: "button", value: element.value, ...hooks(block, element) },
  };
  const press = (node) => deliver(ctx, block, element, element.value === undefined ? {} : { value: element.value, text: element.text }, node);
  const words = h("span", { class: "button-words" }, plain(element.text));
  if (element.url && isSafe(element.url)) {
    const target = permalink(element.url) ? { data: { ...attrs.data, permalink: element.url } } : { target: "_blank", rel: "noopener noreferrer" };
    return h("a", { ...attrs, href: element.url, ...target, on: { click: (event) => void press(event.currentTarget) } }, words);
  }
  return h("button", { type: "button", ...attrs, disabled: ctx.disabled, on: { click: (event) => press(event.currentTarget) } }, words);
}

function overflow(block, element, ctx) {
  const items = (element.options ?? []).map((option) => ({ text: plain(option.text), description: plain(option.description), value: option.value, raw: option }));
  const pick = (item) => {
    if (item.raw.url && isSafe(item.raw.url)) window.open(item.raw.url, "_blank", "noopener");
    deliver(ctx, block, element, { selected_option: item.raw }, node);
  };
  const node = h("button", {
    type: "button", class: "button button-icon", "aria-label": "More options", "aria-haspopup": "menu", "aria-expanded": "false", disabled: ctx.disabled,
    data: { testid: "overflow", ...hooks(block, element) },
    on: { click: () => openList(node, [{ items }], { label: "More options", pick, align: "end" }) },
  }, icon("more"));
  return node;
}

function choices(block, element, ctx) {
  const many = element.type === "checkboxes";
  const name = `${block.block_id}-${element.action_id}-${Math.random().toString(36).slice(2)}`;
  const chosen = () => {
    const state = ctx.values.get(block, element);
    return many ? state.selected_options ?? [] : [state.selected_option].filter(Boolean);
  };
  const inputs = new Map();
  const refresh = () => inputs.forEach((input, value) => (input.checked = chosen().some((one) => one.value === value)));

  async function change(option, on) {
    const before = ctx.values.get(block, element);
    const rest = chosen().filter((one) => one.value !== option.value);
    const order = (element.options ?? []).map((one) => one.value);
    const next = on ? [...rest, option].sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value)) : rest;
    const state = many ? { selected_options: next } : { selected_option: option };
    ctx.values.set(block, element, state);
    ctx.changed?.(block, element);
    if (dispatches(block) && !(await deliver(ctx, block, element, state, group))) ctx.values.set(block, element, before);
    refresh();
  }
  function row(option) {
    const input = h("input", {
      type: many ? "checkbox" : "radio", name, value: option.value, disabled: ctx.disabled,
      data: { testid: "choice", ...hooks(block, element), value: option.value },
      on: { change: (event) => change(option, event.target.checked) },
    });
    inputs.set(option.value, input);
    return h("label", { class: "choice" }, input, h("span", { class: "choice-words" }, h("span", null, nodesOf(option.text)),
      option.description && h("span", { class: "choice-more" }, nodesOf(option.description))));
  }
  const group = h("div", { class: "choices", role: many ? "group" : "radiogroup", ...ctx.describe(block, element) }, (element.options ?? []).map(row));
  refresh();
  return group;
}
