// Where a person types: messages and slash commands.

import { sentence } from "./actions.js";
import { deliver } from "./deliveries.js";
import { h, icon } from "./dom.js";
import { globalMenu } from "./shortcuts.js";
import { createSuggestions } from "./suggestions.js";
import { store } from "./store.js";
import { bring, chip, chooser, takeDrops } from "./uploads.js";

const drafts = new Map(); // user:channel:thread → text
const attached = new Map(); // user:channel:thread → files not yet sent

/** `note(text)` shows a line only this person sees; `sent()` is called after a message or command was accepted. */
export function createComposer({ channel, threadTs, label, note, sent, editLast }) {
  const key = `${store.user}:${channel}:${threadTs ?? ""}`;
  const field = h("textarea", {
    class: "composer-input", rows: "1", placeholder: label, "aria-label": label, autocomplete: "off", enterkeyhint: "send", spellcheck: "true",
    data: { testid: "composer-input" },
    on: { input: () => { drafts.set(key, field.value); fit(); suggestions.refresh(); }, keydown, blur: () => suggestions.close(), click: () => suggestions.refresh() },
  });
  const suggestions = createSuggestions(field, { withCommands: !threadTs });
  const bolt = h("button", {
    type: "button", class: "tool", "aria-label": "Shortcuts", title: "Shortcuts", "aria-haspopup": "menu", "aria-expanded": "false",
    data: { testid: "shortcuts-button" }, on: { click: () => globalMenu(bolt) },
  }, icon("bolt"));
  const at = h("button", { type: "button", class: "tool", "aria-label": "Mention someone", title: "Mention someone", on: { click: () => type("@") } }, icon("at"));
  const pick = chooser({ take, data: { testid: "composer-chooser" } });
  const clip = h("button", { type: "button", class: "tool", "aria-label": "Attach a file", title: "Attach a file", data: { testid: "composer-attach" }, on: { click: () => pick.click() } }, icon("clip"));
  const chips = h("div", { class: "file-chips", data: { testid: "composer-files" } });
  const files = () => attached.get(key) ?? [];
  const slash = h("button", { type: "button", class: "tool tool-slash", "aria-label": "Slash commands", title: "Slash commands", on: { click: () => { field.value = ""; type("/"); } } }, "/");
  const send = h("button", { type: "button", class: "composer-send", "aria-label": "Send", title: "Send (Enter)", data: { testid: "composer-send" }, on: { click: submit } }, icon("send"));
  const node = h("div", { class: "composer", data: { testid: "composer", channel, threadTs } },
    suggestions.node,
    h("div", { class: "composer-box" }, field, chips,
      h("div", { class: "composer-bar" }, bolt, clip, pick, at, !threadTs && slash, h("span", { class: "composer-hint" }, h("b", null, "Shift + Enter"), " for a new line"), send)));

  takeDrops(node, take);
  field.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    take([...event.clipboardData.files]);
  });

  async function take(chosen) {
    clip.toggleAttribute("data-busy", true);
    const brought = await bring(chosen);
    clip.toggleAttribute("data-busy", false);
    setFiles([...files(), ...brought]);
    field.focus({ preventScroll: true });
  }
  function setFiles(list) {
    attached.set(key, list);
    chips.replaceChildren(...list.map((file) => chip(file, () => setFiles(files().filter((one) => one.id !== file.id)))));
    fit();
  }
  function type(text) {
    const start = field.selectionStart;
    const gap = text === "@" && start && !/\s/.test(field.value[start - 1]) ? " " : "";
    field.setRangeText(gap + text, start, field.selectionEnd, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function fit() {
    send.toggleAttribute("data-ready", Boolean(field.value.trim() || files().length));
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 260)}px`;
  }
  function keydown(event) {
    if (event.isComposing || suggestions.keydown(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && !field.value) {
      event.preventDefault();
      editLast();
    }
  }
  async function submit() {
    const text = field.value.replace(/\s+$/, "");
    if (!text.trim() && !files().length) return;
    const command = text.match(/^(\/\S+)\s*([\s\S]*)$/);
    set("");
    const answer = command ? await run(command[1], command[2], text) : await post(text);
    if (answer.ok === false && !field.value) set(text);
    if (answer.ok !== false) sent();
  }
  function set(text) {
    field.value = text;
    drafts.set(key, text);
    suggestions.close();
    fit();
  }
  async function post(text) {
    const sending = files();
    setFiles([]);
    const answer = await deliver("post", { channel, text, files: sending.map((one) => one.id), ...(threadTs ? { thread_ts: threadTs } : {}) });
    if (answer.ok === false) setFiles(sending);
    if (answer.ok === false) note(`Your message was not sent: ${sentence(answer.error)}`);
    return answer;
  }
  async function run(command, rest) {
    const known = store.commands.some((one) => one.command === command);
    if (known && threadTs) {
      note(`\`${command}\` is not supported in threads. Sorry!`);
      return { ok: false };
    }
    if (!known) {
      note(`\`${command}\` is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands. `
        + "If you are trying to send a message and not run a command, try preceding the “/” with an empty space.");
      return { ok: false };
    }
    node.toggleAttribute("data-busy", true);
    const answer = await deliver("command", { channel, command, text: rest });
    node.toggleAttribute("data-busy", false);
    if (answer.ok === false) note(`${command} failed with the error "${answer.error}"`);
    return answer;
  }
  field.value = drafts.get(key) ?? "";
  setFiles(files());
  requestAnimationFrame(fit);
  return { node, focus: () => field.focus({ preventScroll: true }) };
}
