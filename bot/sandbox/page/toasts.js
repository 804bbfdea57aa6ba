// Short notices at the foot of the page. They sit in the open dialog where there is one, so that they are never hidden behind it.

import { h } from "./dom.js";

export function showToast(text, level = "info") {
  const stays = level === "error" ? 9000 : 4500;
  const node = h("div", { class: `toast toast-${level}`, role: level === "error" ? "alert" : "status", data: { testid: "toast", level } },
    h("span", null, text),
    h("button", { class: "toast-close", type: "button", "aria-label": "Dismiss", on: { click: () => node.remove() } }, "×"));
  shelf().append(node);
  setTimeout(() => node.remove(), stays);
}

function shelf() {
  const host = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const found = host.querySelector(":scope > .toasts");
  if (found) return found;
  const made = h("div", { class: "toasts", popover: "manual" });
  host.append(made);
  made.showPopover?.();
  return made;
}
