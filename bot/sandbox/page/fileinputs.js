// The file_input of Block Kit: a button and a place to drop files, and what was brought in.

import { h } from "./dom.js";
import { bring, chip, chooser, takeDrops } from "./uploads.js";

export function fileInput(block, element, ctx) {
  const endings = (element.filetypes ?? []).map((one) => `.${one}`);
  const most = element.max_files ?? 10;
  const kept = () => ctx.values.get(block, element).files ?? [];
  const list = h("div", { class: "file-chips" });
  const hooks = { actionId: element.action_id, blockId: block.block_id };
  const pick = chooser({ accept: endings.join(",") || null, multiple: most > 1, take, disabled: ctx.disabled, data: { testid: "file-chooser", ...hooks } });
  const button = h("button", {
    type: "button", class: "button", disabled: ctx.disabled, ...ctx.describe(block, element), data: { testid: "file-input", ...hooks },
    on: { click: () => pick.click() },
  }, most > 1 ? "Add files" : "Add a file");
  const node = h("div", { class: "file-input" }, list, h("div", { class: "file-input-row" }, button, pick, h("span", { class: "file-input-kinds" }, endings.join(" "))));
  takeDrops(node, take);

  async function take(chosen) {
    button.toggleAttribute("data-busy", true);
    const brought = await bring(chosen);
    button.toggleAttribute("data-busy", false);
    set(most === 1 ? brought.slice(-1) : [...kept(), ...brought]);
  }
  function set(files) {
    ctx.values.set(block, element, { files });
    ctx.changed?.(block, element);
    draw();
  }
  function draw() {
    list.replaceChildren(...kept().map((file) => chip(file, () => set(kept().filter((one) => one.id !== file.id)))));
  }
  draw();
  return node;
}
