// One message as a DOM node.

import { attachmentNode } from "./attachments.js";
import { avatar } from "./avatars.js";
import { blocksNode } from "./blocks.js";
import { createContext } from "./contexts.js";
import { ago, clock, fullStamp } from "./dates.js";
import { deliver } from "./deliveries.js";
import { h, icon } from "./dom.js";
import { editorNode } from "./edits.js";
import { fileNode } from "./files.js";
import { mrkdwn } from "./mrkdwn.js";
import { messageMenu } from "./shortcuts.js";
import { pickReaction, reactionsNode } from "./reactions.js";
import { go, permalinkTo } from "./routes.js";
import { displayName, isBot, store, zone } from "./store.js";
import { createValues } from "./values.js";

const values = new Map(); // channel:ts → what was entered in the message's own inputs

export const authorOf = (message) => message.user ?? message.bot_id ?? store.bot.user_id;
const fromApp = (message) => Boolean(message.bot_id) || isBot(message.user);

/** `place`: {channel, inThread, compact, editing, route, dismiss(message), edit(ts)}. */
export function messageNode(message, place) {
  if (message.tombstone) return tombstone(message, place);
  const author = authorOf(message);
  const kind = [message.ephemeral && "message-ephemeral", message.note && "message-note", place.compact && "message-compact", /_join$|_leave$|_topic$/.test(message.subtype ?? "") && "message-event"].filter(Boolean).join(" ");
  return h("article", {
    class: `message ${kind}`, tabindex: "0", role: "listitem", "aria-label": `${nameOf(message)}, ${clock(Number(message.ts), zone())}`,
    data: { testid: "message", ts: message.ts, user: author, threadTs: message.thread_ts, ephemeral: message.ephemeral ? "true" : null },
  },
  h("div", { class: "message-gutter" }, place.compact ? stamp(message, place) : avatar(author)),
  h("div", { class: "message-main" },
    (message.ephemeral || message.note) && h("div", { class: "message-private" }, icon("eye"), "Only visible to you"),
    !place.compact && header(message, place),
    h("div", { class: "message-content", data: { testid: "message-content" } }, content(message, place)),
    reactionsNode(message, place), !place.inThread && replies(message, place)),
  toolbar(message, place));
}

const nameOf = (message) => (message.note ? "Practice Slack" : message.username ?? displayName(authorOf(message)));

function header(message, place) {
  return h("header", { class: "message-head" },
    h("span", { class: "message-author" }, nameOf(message)),
    fromApp(message) && h("span", { class: "badge-app" }, "App"),
    stamp(message, place));
}

function stamp(message, place) {
  const at = Number(message.ts);
  return h("a", { class: "message-time", href: permalinkTo(place.channel, message), title: fullStamp(at, zone()), data: { permalink: permalinkTo(place.channel, message) } },
    h("time", { datetime: new Date(at * 1000).toISOString() }, clock(at, zone())));
}

function content(message, place) {
  if (place.editing) return editorNode(message, place, () => place.edit(null));
  const written = message.blocks?.length
    ? blocksNode(message.blocks, contextOf(message, place))
    : message.files?.length && !message.text ? null : h("div", { class: "message-text" }, message.mrkdwn === false ? message.text : mrkdwn(message.text ?? ""));
  return [
    written,
    message.edited && h("span", { class: "message-edited", title: `Edited ${fullStamp(Number(message.edited.ts), zone())}`, data: { testid: "edited" } }, "(edited)"),
    (message.attachments ?? []).map((one) => attachmentNode(one, contextOf(message, place))),
    message.files?.length && h("div", { class: "files" }, message.files.map(fileNode)),
  ];
}

function contextOf(message, place) {
  const key = `${place.channel}:${message.ts}`;
  if (!values.has(key)) values.set(key, createValues({ follow: true }));
  const kept = values.get(key);
  return createContext({
    surface: "message", values: kept, disabled: Boolean(message.note),
    deliver: (action) => deliver("click", {
      container: { type: "message", channel: place.channel, message_ts: message.ts },
      action, state: { values: kept.collect(message.blocks ?? []) },
    }),
  });
}

function replies(message, place) {
  if (!message.reply_count) return null;
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return h("button", { type: "button", class: "replies", data: { testid: "replies-link" }, on: { click: () => openThread(message, place) } },
    h("span", { class: "replies-faces" }, (message.reply_users ?? []).slice(0, 4).map((user) => avatar(user, "tiny"))),
    h("strong", null, words),
    message.latest_reply && h("span", { class: "replies-when" }, `Last reply ${ago(Number(message.latest_reply))}`));
}

const openThread = (message, place) => go({ ...place.route, target: null, thread: message.thread_ts ?? message.ts });

function toolbar(message, place) {
  if (message.note || message.ephemeral) {
    return h("div", { class: "toolbar" }, tool("close", "Dismiss message", "dismiss", () => place.dismiss(message)));
  }
  const more = tool("more", "More actions", "more-actions", () => messageMenu(more, message, place));
  more.setAttribute("aria-haspopup", "menu");
  const react = tool("smile", "Add a reaction", "react", () => pickReaction(react, message, place));
  return h("div", { class: "toolbar", role: "group", "aria-label": "Message actions" }, react,
    !place.inThread && tool("reply", "Reply in thread", "reply", () => openThread(message, place)), more);
}

function tool(shape, label, testid, click) {
  return h("button", { type: "button", class: "tool", "aria-label": label, title: label, data: { testid }, on: { click } }, icon(shape));
}

function tombstone(message, place) {
  return h("article", { class: "message message-tombstone", tabindex: "0", role: "listitem", data: { testid: "message", ts: message.ts, tombstone: "true" } },
    h("div", { class: "message-gutter" }, h("span", { class: "avatar avatar-gone", "aria-hidden": "true" })),
    h("div", { class: "message-main" }, h("div", { class: "message-gone" }, "This message was deleted."), !place.inThread && replies(message, place)),
    h("div", { class: "toolbar" }));
}
