// Delivering what a person did in a block to the bot, with the control busy meanwhile.

import { askConfirm } from "./confirms.js";
import { showToast } from "./toasts.js";
import { store } from "./store.js";

const WHY = {
  dispatch_failed: (bot) => `${bot} did not take this. Is it running?`,
  operation_timeout: (bot) => `${bot} did not answer in time.`,
  is_archived: () => "This channel is archived.",
  view_not_found: () => "This window is no longer open for the app.",
  message_not_found: () => "This message is gone.",
  file_upload_size_restricted: () => "It is too large.",
  stand_in_not_reachable: () => "The stand-in itself is not reachable. Is it still running?",
};

/** A sentence for an error name of the stand-in, the name itself at its end. */
export function sentence(error) {
  const known = WHY[error]?.(store.bot.name || "The app");
  return known ? `${known} (${error})` : `That did not work. (${error})`;
}

/** True when a change of this element is told to the bot at once: outside input blocks always, inside only with dispatch_action. */
export const dispatches = (block) => block.type !== "input" || block.dispatch_action === true;

/** Confirms where the element asks for it, then delivers. False when the person said no. */
export async function deliver(ctx, block, element, state, control) {
  if (control?.hasAttribute("data-busy")) return true;
  if (element.confirm && !(await askConfirm(element.confirm))) return false;
  const action = { block_id: block.block_id, action_id: element.action_id, ...state, type: element.type };
  busy(control, true);
  const answer = await ctx.deliver(action);
  busy(control, false);
  if (answer.ok === false) {
    control?.classList.add("failed");
    setTimeout(() => control?.classList.remove("failed"), 4000);
    showToast(sentence(answer.error), "error");
  }
  return true;
}

function busy(control, on) {
  if (!control) return;
  control.toggleAttribute("data-busy", on);
  control.setAttribute("aria-busy", String(on));
  control.setAttribute("aria-disabled", String(on)); // Not `disabled`, which would drop the keyboard focus.
}
