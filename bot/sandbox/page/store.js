// What the page knows: the team, the acting person, people and channels. One object, filled from /sandbox/api/state.

import { setNow } from "./dates.js";

export const store = {
  user: null,
  team: { id: "", name: "" },
  me: null,
  people: [],
  bot: { id: "", user_id: "", name: "", connected: true },
  channels: [],
  commands: [],
  shortcuts: [],
};

export function adopt(state) {
  for (const key of ["team", "me", "people", "bot", "channels", "commands", "shortcuts"]) {
    if (state[key] !== undefined) store[key] = state[key];
  }
  if (state.now) setNow(state.now);
}

export const zone = () => store.me?.tz || "UTC";
export const isBot = (id) => id === store.bot.user_id || id === store.bot.id;
export const channelById = (id) => store.channels.find((channel) => channel.id === id);
export const directWith = (user) => store.channels.find((channel) => channel.is_im && channel.im_with === user);

/** A person, the bot, or a stranger with only an id; always with name, real_name, initials and color. */
export function member(id) {
  const person = store.people.find((one) => one.id === id);
  if (person) return person;
  if (isBot(id)) return { id, name: store.bot.name, real_name: store.bot.name, initials: "P", color: "", is_bot: true };
  return { id, name: id, real_name: id, initials: "?", color: "#7b8794", unknown: true };
}

export const displayName = (id) => member(id).real_name || member(id).name;

export function channelName(channel) {
  if (!channel) return "";
  return channel.is_im ? displayName(channel.im_with) : channel.name;
}
