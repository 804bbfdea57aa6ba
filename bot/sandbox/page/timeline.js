// The messages of one channel or thread, in order, with day headings and the line above what is new.

import { dayHeading, dayKey, now } from "./dates.js";
import { h, reconcile } from "./dom.js";
import { keepFocus } from "./focus.js";
import { authorOf, messageNode } from "./message.js";
import { store, zone } from "./store.js";

const GROUP_SECONDS = 300;

export function createTimeline({ channel, threadTs, route, empty }) {
  const messages = new Map();
  const drawn = new Map(); // ts → {signature, node}
  const notes = [];
  const dismissed = new Set();
  let editing = null;
  let newFrom = null;
  const list = h("div", { class: "timeline-list", role: "list", "aria-label": threadTs ? "Thread" : "Messages" });
  const node = h("div", { class: "timeline", data: { testid: threadTs ? "thread-messages" : "messages", channel } }, list);
  list.addEventListener("keydown", walk);

  const belongs = (message) => threadTs
    ? message.ts === threadTs || message.thread_ts === threadTs
    : !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";
  const ordered = () => [...messages.values(), ...notes].filter((one) => !dismissed.has(one.ts)).sort((a, b) => Number(a.ts) - Number(b.ts));
  let pinned = true; // Stays at the newest message while content grows, until a person scrolls up.
  const toEnd = () => {
    pinned = true;
    node.scrollTop = node.scrollHeight;
  };
  node.addEventListener("scroll", () => { pinned = node.scrollHeight - node.scrollTop - node.clientHeight < 80; });
  new ResizeObserver(() => pinned && toEnd()).observe(list);
  new ResizeObserver(() => pinned && toEnd()).observe(node);

  function draw({ stick = pinned } = {}) {
    const nodes = [];
    let previous = null;
    for (const message of ordered()) {
      const at = Number(message.ts);
      if (!previous || dayKey(at, zone()) !== dayKey(Number(previous.ts), zone())) {
        if (!threadTs) nodes.push(keyed(`day-${dayKey(at, zone())}-${dayHeading(at, zone())}`, () => day(at)));
      }
      if (newFrom === message.ts) nodes.push(keyed("new", () => h("div", { class: "new-line", role: "separator", data: { testid: "unread-divider" } }, h("span", null, "New"))));
      nodes.push(one(message, compact(previous, message)));
      if (threadTs && message.ts === threadTs) nodes.push(thread());
      previous = message;
    }
    if (!nodes.length) nodes.push(keyed("empty", empty));
    reconcile(list, nodes);
    if (stick) toEnd();
  }
  function keyed(name, make) {
    if (!drawn.has(name)) drawn.set(name, { node: make() });
    return drawn.get(name).node;
  }
  const day = (at) => h("div", { class: "day", role: "separator" }, h("span", null, dayHeading(at, zone())));
  function thread() {
    const count = ordered().filter((message) => message.ts !== threadTs && !message.ephemeral && !message.note).length;
    return keyed(`thread-${count}`, () => h("div", { class: "thread-line" }, h("span", null, count === 1 ? "1 reply" : count ? `${count} replies` : "No replies yet")));
  }
  function one(message, isCompact) {
    const signature = JSON.stringify([message, isCompact, editing === message.ts]);
    const known = drawn.get(message.ts);
    if (known?.signature === signature) return known.node;
    const fresh = messageNode(message, { channel, inThread: Boolean(threadTs), compact: isCompact, editing: editing === message.ts, route, dismiss, edit });
    if (known?.node.contains(document.activeElement)) {
      const restore = keepFocus(known.node);
      queueMicrotask(() => restore(fresh) || fresh.focus({ preventScroll: true }));
    }
    if (known?.node.classList.contains("target")) fresh.classList.add("target");
    drawn.set(message.ts, { signature, node: fresh });
    return fresh;
  }
  function edit(ts) {
    editing = ts;
    draw();
  }
  function dismiss(message) {
    dismissed.add(message.ts);
    draw();
  }
  function walk(event) {
    const current = event.target.closest?.(".message");
    if (event.target !== current || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const all = [...list.querySelectorAll(".message")];
    const next = all[all.indexOf(current) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return {
    node,
    replace(all) {
      messages.clear();
      all.filter(belongs).forEach((message) => messages.set(message.ts, message));
      draw({ stick: true });
    },
    /** Adds or changes one message; false when it stands elsewhere. */
    put(message) {
      if (!belongs(message)) return false;
      const added = !messages.has(message.ts);
      messages.set(message.ts, message);
      draw({ stick: pinned || (added && message.user === store.user) });
      return added;
    },
    remove(ts) {
      messages.delete(ts);
      drawn.delete(ts);
      draw();
    },
    note(text) {
      const ts = (Math.max(now(), ...[...messages.values()].map((one) => Number(one.ts)))).toFixed(6);
      notes.push({ ts, note: true, user: "note", text });
      draw({ stick: true });
    },
    clearNotes() {
      notes.length = 0;
      draw();
    },
    has: (ts) => messages.has(ts),
    /** Opens one's own last message for editing, as ArrowUp does in Slack. */
    editLast() {
      const last = ordered().findLast((message) => message.user === store.user && message.client_msg_id);
      if (last) edit(last.ts);
    },
    /** Draws the "New" line above the last `count` messages by others. */
    markNew(count) {
      const others = ordered().filter((message) => authorOf(message) !== store.user && !message.ephemeral);
      newFrom = count > 0 ? others.at(-count)?.ts ?? others[0]?.ts ?? null : null;
      draw({ stick: true });
    },
    /** Scrolls to a message and lights it up. */
    point(ts) {
      const target = drawn.get(ts)?.node;
      if (!target) return false;
      list.querySelectorAll(".target").forEach((one) => one.classList.remove("target"));
      target.classList.add("target");
      pinned = false;
      target.scrollIntoView({ block: "center" });
      return true;
    },
  };
}

function compact(previous, message) {
  if (!previous || message.note || message.ephemeral || message.tombstone || previous.note || previous.ephemeral || previous.tombstone) return false;
  const near = Number(message.ts) - Number(previous.ts) < GROUP_SECONDS;
  const together = authorOf(previous) === authorOf(message) && previous.username === message.username;
  return near && together && !message.blocks?.some((block) => block.type === "header") && dayKey(Number(previous.ts), zone()) === dayKey(Number(message.ts), zone());
}
