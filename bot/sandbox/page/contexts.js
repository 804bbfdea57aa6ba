// The context that a message's or view's blocks are drawn in: where values live, how actions are delivered, how fields are described.

import { plain } from "./texts.js";

let serial = 0;

/** See elements.js for the members. `deliver(action)` answers {ok, error?}; `errors` is {block_id: text}. */
export function createContext({ surface, values, deliver, errors = {}, disabled = false, changed, submit }) {
  const prefix = `c${(serial += 1)}`;
  const ids = new Map();
  const fieldId = (block) => {
    if (!ids.has(block.block_id)) ids.set(block.block_id, `${prefix}-${ids.size}`);
    return ids.get(block.block_id);
  };
  function describe(block, element) {
    if (block.type !== "input") return { "aria-label": plain(element.placeholder) || plain(block.text) || element.action_id };
    const id = fieldId(block);
    const wrong = Boolean(errors[block.block_id]);
    const control = `${id}-control`;
    return {
      id: control, "aria-labelledby": element.type.endsWith("_select") ? `${id}-label ${control}` : `${id}-label`,
      "aria-describedby": [wrong && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ") || undefined,
      "aria-invalid": wrong ? "true" : undefined, "aria-required": block.optional ? undefined : "true",
    };
  }
  return { surface, values, deliver, errors, disabled, changed, submit, fieldId, describe };
}
