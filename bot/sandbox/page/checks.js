// What Slack checks in its own client before it submits a modal.

import { isEmpty, stateful } from "./values.js";

/** {block_id: sentence} for every input block that Slack would not let pass. */
export function findErrors(blocks, values) {
  const errors = {};
  for (const { block, element } of stateful(blocks)) {
    if (block.type !== "input") continue;
    const wrong = errorOf(block, element, values.get(block, element));
    if (wrong) errors[block.block_id] = wrong;
  }
  return errors;
}

function errorOf(block, element, state) {
  if (isEmpty(state) || (typeof state.value === "string" && !state.value.trim())) {
    return block.optional ? null : "Please complete this required field.";
  }
  const text = state.value ?? "";
  switch (element.type) {
    case "plain_text_input": return lengthError(element, text);
    case "email_text_input": return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : "Enter an e-mail address.";
    case "url_text_input": return /^https?:\/\/[^\s]+$/i.test(text) ? null : "Enter a web address, with https:// in front.";
    case "number_input": return numberError(element, text);
    case "file_input": return filesError(element, state.files);
    default: return null;
  }
}

function lengthError(element, text) {
  const { min_length: min, max_length: max = 3000 } = element;
  if (min && text.length < min) return `This must be at least ${min} characters long.`;
  if (text.length > max) return `This must be at most ${max} characters long; it has ${text.length}.`;
  return null;
}

const FILE_BYTES = 10 * 1024 * 1024;

function filesError({ max_files: most = 10, filetypes: endings = [] }, files) {
  if (files.length > most) return `Add at most ${most} ${most === 1 ? "file" : "files"}.`;
  const other = files.find((file) => endings.length && !endings.some((one) => file.name.toLowerCase().endsWith(`.${one.toLowerCase()}`)));
  if (other) return `${other.name} is not one of these: ${endings.join(", ")}.`;
  const large = files.find((file) => file.size > FILE_BYTES);
  return large ? `${large.name} is larger than 10 MB.` : null;
}

function numberError(element, text) {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) return "Enter a number.";
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Enter a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value)) return `This must be ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value)) return `This must be ${element.max_value} or less.`;
  return null;
}
