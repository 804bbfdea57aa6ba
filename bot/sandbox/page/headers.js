// The bars above the conversation and above the thread.

import { avatar } from "./avatars.js";
import { h, icon } from "./dom.js";
import { channelById, channelName, displayName, isBot, member, store } from "./store.js";

/** The bar of the main column for a route; `openSidebar` serves the button that narrow screens show. */
export function mainHeader(route, channel, { openSidebar }) {
  const menu = h("button", { type: "button", class: "icon-button menu-button", "aria-label": "Open the sidebar", data: { testid: "menu-button" }, on: { click: openSidebar } }, icon("menu"));
  return h("header", { class: "bar" }, menu, route.id === "app" ? app(route) : conversation(channel));
}

function app(route) {
  const tab = (name, words, href) => h("a", {
    class: `tab${route.tab === name ? " current" : ""}`, href, "aria-current": route.tab === name ? "page" : null, data: { testid: `tab-${name}` },
  }, words);
  return [
    h("div", { class: "bar-title" }, avatar(store.bot.user_id, "small"), h("h1", null, store.bot.name), h("span", { class: "badge-app" }, "App")),
    h("nav", { class: "tabs", "aria-label": store.bot.name }, tab("home", "Home", "#/app/home"), tab("messages", "Messages", "#/app/messages")),
  ];
}

function conversation(id) {
  const channel = channelById(id);
  if (!channel || channel.is_im) {
    const other = channel ? channel.im_with : id;
    return h("div", { class: "bar-title" }, avatar(other, "small"), h("h1", { data: { testid: "heading" } }, displayName(other)), h("span", { class: "bar-topic" }, member(other).title ?? ""));
  }
  const members = channel.members ?? [];
  const names = members.map(displayName).join(", ");
  return [
    h("div", { class: "bar-title" }, h("h1", { data: { testid: "heading" } }, h("span", { class: "bar-sign", "aria-hidden": "true" }, channel.is_private ? icon("lock") : "#"), channelName(channel)),
      channel.topic && h("span", { class: "bar-topic" }, channel.topic)),
    h("div", { class: "bar-members", title: names, role: "img", "aria-label": `${members.length} members: ${names}` },
      members.filter((one) => !isBot(one)).slice(0, 4).map((one) => avatar(one, "tiny")), channel.bot_is_member && avatar(store.bot.user_id, "tiny"), h("span", null, String(members.length))),
  ];
}

export function panelHeader(channel, close) {
  const known = channelById(channel);
  const where = known && !known.is_im ? `#${known.name}` : channelName(known) || displayName(channel);
  return h("header", { class: "bar" }, h("div", { class: "bar-title" }, h("h2", null, "Thread"), h("span", { class: "bar-topic" }, where)),
    h("button", { type: "button", class: "icon-button", "aria-label": "Close thread", data: { testid: "thread-close" }, on: { click: close } }, icon("close")));
}
