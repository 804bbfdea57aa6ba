// Links, and the three characters Slack escapes.

import { h } from "./dom.js";

export const decode = (text) => text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
export const encode = (text) => text.replace(/[&<>]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[char]);

/** Where a permalink points: {channel, ts, thread} when the address has the shape /archives/C…/p…, else null. */
export function permalink(url) {
  let parsed;
  try {
    parsed = new URL(url, location.href);
  } catch {
    return null;
  }
  const match = parsed.pathname.match(/^\/archives\/([A-Z][A-Z0-9]+)\/p(\d+)(\d{6})$/);
  if (!match || !(parsed.host === location.host || parsed.hostname.endsWith(".slack.com"))) return null;
  return { channel: match[1], ts: `${match[2]}.${match[3]}`, thread: parsed.searchParams.get("thread_ts") };
}

export const isSafe = (url) => /^(https?:\/\/|mailto:|tel:)/i.test(url);

/** A link that opens outside the page, or inside it for a permalink. Addresses that are not web, mail or phone stay text. */
export function linkTo(url, label, extra = {}) {
  const content = label === undefined || label === "" ? url.replace(/^(mailto|tel):/i, "") : label;
  if (!isSafe(url)) return document.createTextNode(typeof content === "string" ? content : url);
  const inside = permalink(url);
  const target = inside ? { data: { permalink: url } } : { target: "_blank", rel: "noopener noreferrer" };
  return h("a", { href: url, class: "link", ...target, ...extra }, content);
}
