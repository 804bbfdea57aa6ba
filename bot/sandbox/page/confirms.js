// Questions that need a yes: Block Kit's confirm objects and the page's own.

import { h } from "./dom.js";
import { nodesOf, plain } from "./texts.js";

/** Asks; true for yes. `confirm` is Slack's confirmation dialog object. */
export function askConfirm(confirm) {
  return new Promise((resolve) => {
    const back = document.activeElement;
    const finish = (yes) => {
      dialog.close();
      dialog.remove();
      if (back?.isConnected) back.focus({ preventScroll: true });
      resolve(yes);
    };
    const yes = h("button", {
      class: `button ${confirm.style === "danger" ? "button-danger" : "button-primary"}`, type: "button",
      data: { testid: "confirm-ok" }, on: { click: () => finish(true) },
    }, plain(confirm.confirm) || "Yes");
    const no = h("button", { class: "button", type: "button", data: { testid: "confirm-cancel" }, on: { click: () => finish(false) } },
      plain(confirm.deny) || "Cancel");
    const dialog = h("dialog", { class: "confirm", data: { testid: "confirm" }, "aria-labelledby": "confirm-title" },
      h("h2", { id: "confirm-title" }, plain(confirm.title) || "Are you sure?"),
      h("div", { class: "confirm-text" }, nodesOf(confirm.text)),
      h("div", { class: "confirm-buttons" }, no, yes));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      finish(false);
    });
    document.body.append(dialog);
    dialog.showModal();
    yes.focus();
  });
}

const words = (text) => ({ type: "plain_text", text, emoji: false });

/** The page's own question, in the same dialog. */
export const askPlainly = ({ title, text, yes, no, danger }) =>
  askConfirm({ title: words(title), text: words(text), confirm: words(yes), deny: words(no), style: danger ? "danger" : undefined });
