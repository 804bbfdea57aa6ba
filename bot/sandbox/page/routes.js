// The part of the address after #: which conversation is open, which thread beside it, which message is pointed at.
//   #/C0DESK   #/C0DESK/t/1700000000.000100   #/C0DESK/p1700000000000100   #/app/home   #/app/messages   #/U0TOBI (a DM)

import { permalink } from "./links.js";

export function readRoute(hash = location.hash) {
  const pieces = hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);
  const route = { id: null, tab: null, thread: null, target: null };
  if (pieces[0] === "app") {
    pieces.shift();
    route.id = "app";
    route.tab = pieces[0] === "messages" ? "messages" : "home";
  } else {
    route.id = pieces[0] ?? null;
  }
  const thread = pieces.indexOf("t");
  if (thread > 0) route.thread = pieces[thread + 1] ?? null;
  const target = pieces.find((piece) => /^p\d{7,}$/.test(piece));
  if (target) route.target = `${target.slice(1, -6)}.${target.slice(-6)}`;
  return route;
}

export function writeRoute({ id, tab, thread, target }) {
  const pieces = [id === "app" ? `app/${tab ?? "home"}` : id];
  if (thread) pieces.push("t", thread);
  if (target) pieces.push(`p${target.replace(".", "")}`);
  return `#/${pieces.join("/")}`;
}

export function go(route) {
  const hash = writeRoute(route);
  if (location.hash === hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = hash;
}

/** The route of a permalink's address; a reply opens its thread. */
export function routeOf(url) {
  const place = permalink(url);
  if (!place) return null;
  const reply = place.thread && place.thread !== place.ts;
  return { id: place.channel, thread: reply ? place.thread : null, target: place.ts };
}

/** The address that others can open: Slack's form, on this stand-in. */
export function permalinkTo(channel, message) {
  const base = `${location.origin}/archives/${channel}/p${message.ts.replace(".", "")}`;
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  return reply ? `${base}?thread_ts=${message.thread_ts}&cid=${channel}` : base;
}
