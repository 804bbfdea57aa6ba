// Message and global shortcuts.

import { sentence } from "./actions.js";
import { avatar } from "./avatars.js";
import { deliver } from "./deliveries.js";
import { icon } from "./dom.js";
import { deleteMessage } from "./edits.js";
import { openList } from "./popups.js";
import { go, permalinkTo } from "./routes.js";
import { store } from "./store.js";
import { showToast } from "./toasts.js";

const ofType = (type) => store.shortcuts.filter((shortcut) => shortcut.type === type);

function items(type, extra) {
  return ofType(type).map((shortcut) => ({
    text: shortcut.name, description: shortcut.description, value: shortcut.callback_id, lead: avatar(store.bot.user_id, "small"),
    data: { callbackId: shortcut.callback_id }, run: () => send({ type, callback_id: shortcut.callback_id, ...extra }),
  }));
}

async function send(body) {
  const answer = await deliver("shortcut", body);
  if (answer.ok === false) showToast(sentence(answer.error), "error");
}

/** The menu of "More actions" on a message: the app's message shortcuts, then the page's own. */
export function messageMenu(anchor, message, place) {
  const extra = { channel: place.channel, message_ts: message.ts, ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}) };
  const copy = (text, done) => async () => {
    try {
      await navigator.clipboard.writeText(text);
      showToast(done);
    } catch {
      showToast("The browser did not allow copying.", "error");
    }
  };
  const own = message.user === store.user && message.client_msg_id;
  const rest = [
    { text: "Copy link", value: "copy-link", lead: icon("link"), run: copy(permalinkTo(place.channel, message), "Link copied.") },
    !place.inThread && { text: "Reply in thread", value: "reply", lead: icon("reply"), run: () => go({ ...place.route, target: null, thread: message.thread_ts ?? message.ts }) },
    own && { text: "Edit message", value: "edit", lead: icon("edit"), run: () => place.edit(message.ts) },
    own && { text: "Delete message", value: "delete", lead: icon("bin"), danger: true, run: () => deleteMessage(message, place) },
  ].filter(Boolean);
  const groups = [{ label: store.bot.name, items: items("message", extra) }, { label: "Message", items: rest }].filter((group) => group.items.length);
  openList(anchor, groups, { label: "More actions", pick: (item) => item.run(), align: "end" });
}

/** The menu behind the ⚡ button. */
export function globalMenu(anchor) {
  openList(anchor, [{ label: `${store.bot.name} shortcuts`, items: items("global", {}) }], {
    label: "Shortcuts", pick: (item) => item.run(), empty: "No app has shortcuts here.",
  });
}
