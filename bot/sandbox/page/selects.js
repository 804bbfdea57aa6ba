// The select elements of Block Kit: static, users, conversations and channels, each single and multi.

import { deliver, dispatches } from "./actions.js";
import { avatar } from "./avatars.js";
import { h, icon, reconcile } from "./dom.js";
import { openList } from "./popups.js";
import { channelName, isBot, store } from "./store.js";
import { plain } from "./texts.js";

const KINDS = {
  static_select: ["selected_option", fromOptions], multi_static_select: ["selected_options", fromOptions],
  users_select: ["selected_user", people], multi_users_select: ["selected_users", people],
  conversations_select: ["selected_conversation", conversations], multi_conversations_select: ["selected_conversations", conversations],
  channels_select: ["selected_channel", channels], multi_channels_select: ["selected_channels", channels],
};

export const isSelect = (type) => type in KINDS;

const valueOf = (chosen) => (typeof chosen === "string" ? chosen : chosen?.value);

function fromOptions(element) {
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  return groups.map((group) => ({
    label: group.label ? plain(group.label) : null,
    items: group.options.map((option) => ({ text: plain(option.text), description: plain(option.description), value: option.value, raw: option })),
  }));
}

function people() {
  const everyone = [...store.people, ...(store.bot.user_id ? [{ id: store.bot.user_id, real_name: store.bot.name, title: "App" }] : [])];
  return [{ items: everyone.map((one) => ({
    text: one.real_name + (one.id === store.user ? " (you)" : ""), description: one.title, keywords: one.name,
    value: one.id, raw: one.id, lead: avatar(one.id, "small"),
  })) }];
}

const asItem = (channel) => ({ text: `${channel.is_im ? "" : "#"}${channelName(channel)}`, value: channel.id, raw: channel.id });

function conversations(element) {
  const include = element.filter?.include ?? ["public", "private", "im"];
  const kind = (channel) => (channel.is_im ? "im" : channel.is_private ? "private" : "public");
  const fits = (channel) => include.includes(kind(channel)) && !(element.filter?.exclude_bot_users && isBot(channel.im_with));
  return [{ items: store.channels.filter(fits).map(asItem) }];
}

function channels() {
  return [{ items: store.channels.filter((channel) => !channel.is_im && !channel.is_private).map(asItem) }];
}

/** The control of a select element. Its value lives in ctx.values; a change is delivered where the block dispatches. */
export function select(block, element, ctx) {
  const [field, source] = KINDS[element.type];
  const many = element.type.startsWith("multi_");
  const groups = source(element);
  const items = groups.flatMap((group) => group.items);
  const hooks = { actionId: element.action_id, blockId: block.block_id, type: element.type };
  const holder = h("div", { class: `select${many ? " select-many" : ""}` });
  const chosen = () => {
    const state = ctx.values.get(block, element)[field];
    return (many ? state ?? [] : [state]).filter(Boolean);
  };
  const wordsOf = (value) => items.find((item) => item.value === valueOf(value))?.text ?? (value.text ? plain(value.text) : valueOf(value));

  async function change(next) {
    const before = ctx.values.get(block, element);
    const state = { [field]: many ? next : next[0] ?? null };
    ctx.values.set(block, element, state);
    draw();
    ctx.changed?.(block, element);
    if (dispatches(block) && !(await deliver(ctx, block, element, state, button))) {
      ctx.values.set(block, element, before);
      draw();
    }
  }
  function toggle(item) {
    const now = chosen();
    if (!many) return change([item.raw]);
    const without = now.filter((one) => valueOf(one) !== item.value);
    if (without.length < now.length) return change(without);
    if (element.max_selected_items && now.length >= element.max_selected_items) return undefined;
    return change([...now, item.raw]);
  }
  function open(event) {
    openList(event.currentTarget, withChosen(), {
      label: element.placeholder ? plain(element.placeholder) : "Options", role: "listbox", stay: many, pick: toggle,
      search: items.length > 6, width: holder.offsetWidth,
    });
  }
  const withChosen = () => groups.map((group) => ({
    ...group, items: group.items.map((item) => ({ ...item, chosen: () => chosen().some((one) => valueOf(one) === item.value) })),
  }));
  const blank = element.placeholder ? plain(element.placeholder) : many ? "Choose options" : "Choose an option";
  const words = h("span", { class: "select-words" });
  const button = h("button", {
    type: "button", class: "select-button", "aria-haspopup": "listbox", "aria-expanded": "false", disabled: ctx.disabled,
    data: { testid: "select", ...hooks }, on: { click: open },
  }, words, icon("chevron"));
  function draw() {
    const now = chosen();
    words.textContent = many || !now.length ? blank : wordsOf(now[0]);
    button.classList.toggle("blank", many || !now.length);
    button.dataset.value = now.map(valueOf).join(",");
    const named = ctx.describe(block, element);
    for (const [name, value] of Object.entries(named)) if (value !== undefined) button.setAttribute(name, value);
    button.setAttribute("aria-label", `${named["aria-label"] ?? blank}: ${now.map(wordsOf).join(", ") || "nothing chosen"}`);
    const clearable = !many && now.length && block.type === "input" && block.optional;
    reconcile(holder, [
      ...(many ? now.map(token) : []), button,
      ...(clearable ? [h("button", { type: "button", class: "select-clear", "aria-label": "Clear", on: { click: () => change([]) } }, "×")] : []),
    ]);
  }
  const token = (value) => h("span", { class: "token", data: { value: valueOf(value) } }, wordsOf(value), h("button", {
    type: "button", class: "token-remove", "aria-label": `Remove ${wordsOf(value)}`,
    on: { click: () => change(chosen().filter((one) => valueOf(one) !== valueOf(value))) },
  }, "×"));
  draw();
  return holder;
}
