// Reactions below a message, and a short row of emoji to add one.

import { sentence } from "./actions.js";
import { deliver } from "./deliveries.js";
import { h } from "./dom.js";
import { openPopup, closePopup } from "./popups.js";
import { emojiText } from "./references.js";
import { displayName, store } from "./store.js";
import { showToast } from "./toasts.js";

const QUICK = ["+1", "eyes", "white_check_mark", "heart", "tada", "pray", "raised_hands", "thinking_face"];

async function toggle(message, place, name) {
  const answer = await deliver("react", { channel: place.channel, ts: message.ts, name });
  if (answer.ok === false) showToast(sentence(answer.error), "error");
}

export function reactionsNode(message, place) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, message.reactions.map((one) => {
    const mine = one.users?.includes(store.user);
    const names = (one.users ?? []).map(displayName).join(", ");
    return h("button", {
      type: "button", class: `reaction${mine ? " mine" : ""}`, "aria-pressed": String(Boolean(mine)), title: `${names} reacted with :${one.name}:`,
      "aria-label": `${one.name}, ${one.count ?? one.users?.length ?? 1}`,
      data: { testid: "reaction", name: one.name }, on: { click: () => toggle(message, place, one.name) },
    }, h("span", { class: "emoji" }, emojiText(one.name)), " ", String(one.count ?? one.users?.length ?? 1));
  }));
}

export function pickReaction(anchor, message, place) {
  const row = h("div", { class: "emoji-row", role: "menu", "aria-label": "Reactions" }, QUICK.map((name) => h("button", {
    type: "button", class: "tool emoji", role: "menuitem", "aria-label": name.replaceAll("_", " "), title: `:${name}:`, data: { testid: "emoji-option", name },
    on: { click: () => { closePopup(); toggle(message, place, name); } },
  }, emojiText(name))));
  openPopup(anchor, row, { label: "Add a reaction", align: "end" });
  row.firstChild.focus({ preventScroll: true });
}
