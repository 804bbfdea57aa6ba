// The dark column: the team, who one acts as, channels, direct messages and the app.

import { avatar } from "./avatars.js";
import { h, icon } from "./dom.js";
import { openList } from "./popups.js";
import { writeRoute } from "./routes.js";
import { channelName, directWith, store } from "./store.js";

/** The sidebar's content for a route; `act(user)` changes who one acts as. */
export function sidebarNodes(route, act) {
  const channels = store.channels.filter((channel) => !channel.is_im && !channel.is_archived).sort((a, b) => a.name.localeCompare(b.name));
  const archived = store.channels.filter((channel) => !channel.is_im && channel.is_archived);
  const people = store.people.filter((one) => one.id !== store.user);
  const bot = store.bot.user_id ? directWith(store.bot.user_id) : null;
  return [
    h("div", { class: "team" }, h("span", { class: "team-mark", "aria-hidden": "true" }, (store.team.name[0] ?? "?").toUpperCase()),
      h("span", { class: "team-name", data: { testid: "team-name" } }, store.team.name)),
    switcher(act),
    h("nav", { class: "sidebar-nav", "aria-label": "Conversations" },
      group("App", [h("a", {
        class: `nav-item${route.id === "app" || (bot && route.id === bot.id) ? " current" : ""}`, href: "#/app/home",
        "aria-current": route.id === "app" ? "page" : null, data: { testid: "app-link" },
      }, avatar(store.bot.user_id, "small"), h("span", { class: "nav-words" }, store.bot.name), status(), badge(bot))]),
      group("Channels", channels.concat(archived).map((channel) => item(channel, route))),
      group("Direct messages", people.map((one) => person(one, route)))),
  ];
}

const group = (label, items) => h("section", { class: "nav-group", "aria-label": label }, h("h2", null, label), items);

const status = () => h("span", {
  class: `status${store.bot.connected ? " on" : ""}`, title: store.bot.connected ? "Running" : "Not running", role: "img",
  "aria-label": store.bot.connected ? "running" : "not running", data: { testid: "bot-status", connected: String(Boolean(store.bot.connected)) },
});

function badge(channel) {
  const count = channel ? (channel.is_im ? channel.unread : channel.mention_count) : 0;
  return count ? h("span", { class: "badge", data: { testid: "badge" }, "aria-label": `${count} unread` }, count > 99 ? "99+" : String(count)) : null;
}

function item(channel, route) {
  const current = route.id === channel.id;
  return h("a", {
    class: `nav-item${current ? " current" : ""}${channel.unread && !current ? " unread" : ""}${channel.is_archived ? " archived" : ""}`,
    href: writeRoute({ id: channel.id }), "aria-current": current ? "page" : null, data: { testid: "channel-link", channel: channel.id, unread: channel.unread ?? 0 },
  }, h("span", { class: "nav-sign", "aria-hidden": "true" }, channel.is_private ? icon("lock") : "#"), h("span", { class: "nav-words" }, channelName(channel)), current ? null : badge(channel));
}

function person(one, route) {
  const channel = directWith(one.id);
  const id = channel?.id ?? one.id;
  const current = route.id === id;
  return h("a", {
    class: `nav-item${current ? " current" : ""}${channel?.unread && !current ? " unread" : ""}`, href: writeRoute({ id }),
    "aria-current": current ? "page" : null, data: { testid: "dm-link", user: one.id, channel: channel?.id },
  }, avatar(one.id, "small"), h("span", { class: "nav-words" }, one.real_name), current ? null : badge(channel));
}

function switcher(act) {
  const me = store.me;
  const items = store.people.map((one) => ({
    text: one.real_name, description: [one.title, one.tz?.split("/").at(-1).replaceAll("_", " ")].filter(Boolean).join(" · "), value: one.id, data: { user: one.id },
    lead: avatar(one.id), chosen: one.id === store.user,
  }));
  const node = h("button", {
    type: "button", class: "switcher", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": `Acting as ${me.real_name}. Change person`,
    data: { testid: "person-switch", user: me.id },
    on: { click: () => openList(node, [{ label: "Act as", items }], { label: "Act as", role: "listbox", pick: (choice) => act(choice.value), width: node.offsetWidth }) },
  }, avatar(me.id), h("span", { class: "switcher-words" }, h("span", { class: "switcher-name" }, me.real_name), h("span", { class: "switcher-title" }, me.title || "Acting as")), icon("chevron"));
  return h("div", { class: "switcher-holder" }, h("span", { class: "switcher-label", "aria-hidden": "true" }, "Acting as"), node);
}
