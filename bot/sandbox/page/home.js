// The app's Home tab: the view the bot has published for the acting person.

import { blocksNode } from "./blocks.js";
import { createContext } from "./contexts.js";
import { deliver } from "./deliveries.js";
import { h } from "./dom.js";
import { keepFocus } from "./focus.js";
import { store } from "./store.js";
import { createValues } from "./values.js";

export function createHome() {
  const values = createValues({ follow: true });
  const node = h("div", { class: "home", tabindex: "-1", data: { testid: "home" } });
  let drawn = "";

  function show(view) {
    const next = JSON.stringify(view ?? null);
    if (next === drawn) return;
    drawn = next;
    const place = node.scrollTop;
    const restore = keepFocus(node);
    node.replaceChildren(view?.blocks?.length ? sheet(view) : empty());
    if (view) Object.assign(node.dataset, { viewId: view.id, hash: view.hash ?? "" });
    node.scrollTop = place;
    restore();
  }
  function sheet(view) {
    const ctx = createContext({
      surface: "home", values,
      deliver: (action) => deliver("click", { container: { type: "view", view_id: view.id }, action, state: { values: values.collect(view.blocks) } }),
    });
    return h("div", { class: "home-sheet" }, blocksNode(view.blocks, ctx));
  }
  const empty = () => h("div", { class: "empty", data: { testid: "empty" } }, h("h3", null, `${store.bot.name} has no Home yet`),
    h("p", null, store.bot.connected ? "It shows here as soon as the app publishes one." : "The app is not running. Start it and open this tab again."));

  return {
    node,
    show,
    async load() {
      const answer = await deliver("home", {});
      if (answer && answer.ok === false) show(null);
      else show(answer?.view !== undefined ? answer.view : answer?.blocks ? answer : null);
    },
  };
}
