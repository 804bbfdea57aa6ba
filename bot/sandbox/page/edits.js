// Changing and deleting one's own messages.

import { sentence } from "./actions.js";
import { askPlainly } from "./confirms.js";
import { deliver } from "./deliveries.js";
import { h } from "./dom.js";
import { plainOf } from "./references.js";
import { showToast } from "./toasts.js";

/** A field with the message's words in place of the message; `done()` is called when it is saved or given up. */
export function editorNode(message, place, done) {
  const field = h("textarea", {
    class: "text-input", rows: "2", "aria-label": "Edit your message", data: { testid: "edit-input" },
    on: {
      keydown: (event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          done();
        } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          save();
        }
      },
    },
  });
  field.value = plainOf(message.text ?? "");
  async function save() {
    const answer = await deliver("edit", { channel: place.channel, ts: message.ts, text: field.value });
    if (answer.ok === false) showToast(sentence(answer.error), "error");
    else done();
  }
  const button = (words, kind, testid, click) => h("button", { type: "button", class: `button ${kind}`, data: { testid }, on: { click } }, words);
  queueMicrotask(() => field.focus({ preventScroll: true }));
  return h("div", { class: "editor" }, field, h("div", { class: "editor-buttons" }, button("Cancel", "", "edit-cancel", done), button("Save", "button-primary", "edit-save", save)));
}

export async function deleteMessage(message, place) {
  const yes = await askPlainly({ title: "Delete this message?", text: "This cannot be taken back.", yes: "Delete", no: "Cancel", danger: true });
  if (!yes) return;
  const answer = await deliver("delete", { channel: place.channel, ts: message.ts });
  if (answer.ok === false) showToast(sentence(answer.error), "error");
}
