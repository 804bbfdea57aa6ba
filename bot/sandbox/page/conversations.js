// A conversation: its messages and its composer. Serves channels, DMs, the app's Messages tab and threads.

import { get } from "./api.js";
import { createComposer } from "./composer.js";
import { deliver } from "./deliveries.js";
import { h } from "./dom.js";
import { createTimeline } from "./timeline.js";
import { channelById, channelName, directWith, displayName, store } from "./store.js";

/** `channel` is a conversation's id, or a user's id while there is no DM with them yet. */
export function createConversation({ channel, threadTs, route }) {
  const known = channelById(channel);
  const timeline = createTimeline({ channel, threadTs, route, empty: () => emptyState(channel) });
  const first = store.me?.real_name?.split(" ")[0] ?? "you";
  const where = known && !known.is_im ? `#${known.name}` : known ? channelName(known) : displayName(channel);
  const composer = createComposer({
    channel, threadTs, label: threadTs ? `Reply as ${first}` : `Message ${where} as ${first}`,
    note: timeline.note, sent: timeline.clearNotes, editLast: timeline.editLast,
  });
  const closed = known?.is_archived ? h("div", { class: "composer-closed" }, "This channel is archived. Nobody can post here.") : null;
  const node = h("div", { class: "conversation" }, timeline.node, closed ?? composer.node);
  const exists = Boolean(known);

  let missed = null; // What is reported while the messages are on their way.

  async function load({ first: opening = false, target = null } = {}) {
    const unread = opening && !threadTs ? known?.unread ?? 0 : 0;
    missed = [];
    const answer = exists ? await get("messages", { user: store.user, channel, thread_ts: threadTs }) : { messages: [] };
    if (answer.messages) timeline.replace(answer.messages);
    else if (answer.error) timeline.note(`The messages could not be loaded (${answer.error}).`);
    const late = missed;
    missed = null;
    late.forEach(take);
    if (unread) timeline.markNew(unread);
    if (target) timeline.point(target);
    read();
  }
  function read() {
    if (exists && !threadTs && document.visibilityState === "visible") deliver("read", { channel });
  }
  function receive(event) {
    if (event.channel !== channel) return;
    if (missed) missed.push(event);
    else take(event);
  }
  function take(event) {
    if (event.type === "message" || event.type === "ephemeral") {
      const message = event.type === "ephemeral" ? { ...event.message, ephemeral: true } : event.message;
      if (timeline.put(message) && message.user !== store.user && event.type === "message") read();
    } else if (event.type === "message_changed") {
      if (timeline.has(event.message.ts)) timeline.put(event.message);
    } else if (event.type === "message_deleted" || event.type === "ephemeral_deleted") {
      timeline.remove(event.ts ?? event.message?.ts);
    }
  }
  /** True when this conversation was begun or archived since it was drawn, so it has to be drawn anew. */
  const isStale = () => {
    const current = channelById(channel);
    return exists ? Boolean(current?.is_archived) !== Boolean(known.is_archived) || !current : Boolean(directWith(channel));
  };
  return { node, load, receive, read, isStale, point: timeline.point, focus: composer.focus, channel, threadTs, exists };
}

function emptyState(channel) {
  const known = channelById(channel);
  const user = known?.is_im ? known.im_with : known ? null : channel;
  const title = user ? displayName(user) : `#${known.name}`;
  const what = user ? `your conversation with ${title}` : "this channel";
  return h("div", { class: "empty", data: { testid: "empty" } }, h("h3", null, title), h("p", null, `This is the very beginning of ${what}.`));
}
