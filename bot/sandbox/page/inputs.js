// Text inputs of Block Kit: plain text, e-mail, address, number and rich text (typed plainly).

import { deliver } from "./actions.js";
import { h } from "./dom.js";
import { plain } from "./texts.js";

const KIND = { email_text_input: "email", url_text_input: "url", number_input: "text", plain_text_input: "text" };

export function textInput(block, element, ctx) {
  const long = element.multiline || element.type === "rich_text_input";
  const counter = h("span", { class: "counter", "aria-live": "polite" });
  const read = () => asText(ctx.values.get(block, element));
  let sent = read();

  const store = () => {
    ctx.values.set(block, element, asState(element, field.value));
    count();
    ctx.changed?.(block, element);
  };
  const tell = () => {
    if (field.value === sent) return;
    sent = field.value;
    deliver(ctx, block, element, asState(element, field.value), null);
  };
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tells = block.type === "input" && block.dispatch_action === true;
  let pause;
  const field = h(long ? "textarea" : "input", {
    class: "text-input", type: long ? null : KIND[element.type], rows: long ? 4 : null, autocomplete: "off", spellcheck: element.type === "plain_text_input" ? null : "false",
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    placeholder: plain(element.placeholder) || null, disabled: ctx.disabled, autofocus: element.focus_on_load || null,
    data: { testid: "input", actionId: element.action_id, blockId: block.block_id, type: element.type }, ...ctx.describe(block, element),
    on: {
      input: () => {
        store();
        fit();
        if (tells && triggers.includes("on_character_entered")) {
          clearTimeout(pause);
          pause = setTimeout(tell, 300);
        }
      },
      keydown: (event) => {
        if (event.key !== "Enter" || event.isComposing || (long && !event.ctrlKey && !event.metaKey)) return;
        if (long) return ctx.submit?.();
        event.preventDefault();
        if (tells && triggers.includes("on_enter_pressed")) tell();
        else ctx.submit?.();
      },
    },
  });
  field.value = read();
  function count() {
    const max = element.max_length ?? 3000;
    const left = max - field.value.length;
    counter.textContent = left <= Math.max(20, max / 10) ? String(left) : "";
    counter.classList.toggle("over", left < 0);
  }
  function fit() {
    if (!long) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, 420)}px`;
  }
  count();
  if (long) requestAnimationFrame(fit);
  return h("div", { class: "text-field" }, field, counter);
}

function asText(state) {
  if (state.type !== "rich_text_input") return state.value ?? "";
  return (state.rich_text_value?.elements ?? []).flatMap((part) => part.elements ?? []).map((leaf) => leaf.text ?? "").join("");
}

function asState(element, text) {
  if (element.type !== "rich_text_input") return { value: text === "" ? null : text };
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { rich_text_value: text ? { type: "rich_text", elements: [section] } : null };
}
