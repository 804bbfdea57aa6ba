// Bringing files in: chosen, dropped or pasted, uploaded at once, listed until they are sent.

import { upload } from "./api.js";
import { sentence } from "./actions.js";
import { h, icon } from "./dom.js";
import { described } from "./files.js";
import { showToast } from "./toasts.js";
import { store } from "./store.js";

const underWay = new Set();

/** Resolves once nothing is being uploaded any more. */
export async function settled() {
  while (underWay.size) await Promise.all(underWay);
}

/** The files as the stand-in knows them, without those it refused; of these the person is told. */
export async function bring(list) {
  const work = Promise.all([...list].map((one) => upload(store.user, one)));
  underWay.add(work);
  const answers = await work;
  underWay.delete(work);
  answers.filter((one) => one.ok === false).forEach((one) => showToast(`The file was not uploaded: ${sentence(one.error)}`, "error"));
  return answers.filter((one) => one.file).map((one) => one.file);
}

/** A hidden chooser that gives what was chosen to `take`. */
export function chooser({ accept, multiple = true, take, data, ...more }) {
  const node = h("input", {
    type: "file", hidden: true, multiple, accept, data,
    on: { change: () => { const chosen = [...node.files]; node.value = ""; if (chosen.length) take(chosen); } }, ...more,
  });
  return node;
}

/** Lets files be dropped on `node`. */
export function takeDrops(node, take) {
  const over = (on) => (event) => {
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    node.classList.toggle("dropping", on);
  };
  node.addEventListener("dragover", over(true));
  node.addEventListener("dragleave", over(false));
  node.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    over(false)(event);
    take([...event.dataTransfer.files]);
  });
}

/** One file that was brought in, with a way to take it out again. */
export const chip = (file, remove) =>
  h("span", { class: "file-chip", data: { testid: "file-chip", file: file.id } }, icon("file"),
    h("span", { class: "file-words" }, h("strong", null, file.name), h("span", null, described(file))),
    h("button", { type: "button", class: "token-remove", "aria-label": `Remove ${file.name}`, data: { testid: "file-remove" }, on: { click: remove } }, "×"));
