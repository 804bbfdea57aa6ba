// Completion in a composer: slash commands at the start of the text, @names anywhere.

import { avatar } from "./avatars.js";
import { h } from "./dom.js";
import { isBot, store } from "./store.js";

let serial = 0;

/** What could complete the text before the cursor: [{text, more, insert, from, lead}]. Nothing when it is already complete. */
function candidates(text, cursor, withCommands) {
  const before = text.slice(0, cursor);
  const command = before.match(/^\/(\S*)$/);
  if (command && withCommands) {
    return store.commands.filter((one) => one.command.startsWith(`/${command[1]}`)).map((one) => ({
      text: one.command, usage: one.usage_hint, more: one.description, insert: `${one.command} `, from: 0,
      exact: one.command === before, lead: avatar(store.bot.user_id, "small"),
    }));
  }
  const name = before.match(/(?:^|[\s(])@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u);
  if (!name) return [];
  const needle = name[1].toLowerCase();
  const from = cursor - name[1].length - 1;
  const everyone = [...store.people, { id: store.bot.user_id, real_name: store.bot.name, name: store.bot.name, title: "App" }];
  const words = (one) => [one.real_name, one.name, ...one.real_name.split(" ").slice(1)].map((word) => word.toLowerCase());
  if (everyone.some((one) => `${one.real_name.toLowerCase()}` === needle.trim() && needle)) return [];
  return everyone.filter((one) => words(one).some((word) => word.startsWith(needle))).slice(0, 7).map((one) => ({
    text: one.real_name, usage: isBot(one.id) ? "App" : one.title, insert: `@${one.real_name} `, from, lead: avatar(one.id, "small"),
  }));
}

/** Watches `field` and draws suggestions into the node it gives back; `keydown(event)` says whether it used the key. */
export function createSuggestions(field, { withCommands }) {
  const id = `suggestions-${(serial += 1)}`;
  const node = h("div", { class: "suggestions", role: "listbox", id, "aria-label": "Suggestions", hidden: true, data: { testid: "suggestions" } });
  let items = [];
  let active = 0;
  field.setAttribute("aria-controls", id);
  field.setAttribute("aria-autocomplete", "list");

  function close() {
    items = [];
    node.hidden = true;
    field.removeAttribute("aria-activedescendant");
  }
  function refresh() {
    items = candidates(field.value, field.selectionStart, withCommands);
    active = 0;
    if (items.length) draw();
    else close();
  }
  function draw() {
    node.hidden = false;
    node.replaceChildren(...items.map((item, index) => h("div", {
      class: `suggestion${index === active ? " active" : ""}`, role: "option", id: `${id}-${index}`, "aria-selected": String(index === active),
      data: { testid: "suggestion", value: item.insert.trim() },
      on: { pointerdown: (event) => { event.preventDefault(); take(item); } },
    }, item.lead, h("span", { class: "suggestion-words" },
      h("span", null, h("strong", null, item.text), item.usage && h("span", { class: "suggestion-usage" }, ` ${item.usage}`)),
      item.more && h("span", { class: "suggestion-more" }, item.more)))));
    field.setAttribute("aria-activedescendant", `${id}-${active}`);
  }
  function take(item) {
    const tail = field.value.slice(field.selectionStart).replace(/^ /, "");
    field.value = field.value.slice(0, item.from) + item.insert + tail;
    const end = item.from + item.insert.length;
    field.setSelectionRange(end, end);
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function keydown(event) {
    if (!items.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
      draw();
    } else if (event.key === "Tab" || (event.key === "Enter" && !items[active].exact)) {
      take(items[active]);
    } else if (event.key === "Escape") {
      close();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }
  return { node, refresh, close, keydown };
}
