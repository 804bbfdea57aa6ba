// The stack of open modals: only the top one shows. One dialog element lives as long as the stack does, and an update
// replaces its content in one step, keeping what was typed, the focus and the scroll position.

import { deliver as post } from "./deliveries.js";
import { askPlainly } from "./confirms.js";
import { sentence } from "./actions.js";
import { blocksNode } from "./blocks.js";
import { findErrors } from "./checks.js";
import { createContext } from "./contexts.js";
import { h, icon } from "./dom.js";
import { keepFocus } from "./focus.js";
import { plain } from "./texts.js";
import { settled } from "./uploads.js";
import { createValues } from "./values.js";

let stack = [];
let dialog = null;
let shown = null; // {id, hash} of the view that is drawn.
let busy = false;
let giveFocusBack = null;
const notes = new Map(); // view id → {values, errors, alert}

const top = () => stack.at(-1);

function noteOf(view) {
  if (!notes.has(view.id)) notes.set(view.id, { values: createValues({ seed: view.state?.values }), errors: {}, alert: "" });
  return notes.get(view.id);
}

/** Takes the stack the stand-in reports. */
export function showViews(next) {
  stack = next ?? [];
  const alive = new Set(stack.map((view) => view.id));
  for (const id of [...notes.keys()]) if (!alive.has(id)) notes.delete(id);
  const view = top();
  if (!view) return hide();
  if (!dialog) return show(view);
  if (shown?.id === view.id && shown.hash === view.hash) return undefined;
  if (shown?.id === view.id) Object.assign(noteOf(view), { errors: {}, alert: "" });
  return draw(view);
}

export const isOpen = () => Boolean(dialog);

function show(view) {
  giveFocusBack = keepFocus(document.body);
  dialog = h("dialog", { class: "modal", data: { testid: "modal" }, "aria-labelledby": "modal-title" });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave({ all: false });
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      leave({ all: false });
    }
  });
  document.body.append(dialog);
  draw(view);
  dialog.showModal();
  focusFirst();
}

function hide() {
  if (!dialog) return;
  dialog.close();
  dialog.remove();
  dialog = null;
  shown = null;
  busy = false;
  giveFocusBack?.();
}

function draw(view) {
  const note = noteOf(view);
  const same = shown?.id === view.id;
  const body = () => dialog.querySelector(".modal-body");
  const place = same ? body()?.scrollTop : 0;
  const restore = same ? keepFocus(dialog) : null;
  const ctx = createContext({
    surface: "modal", values: note.values, errors: note.errors, submit: view.submit ? () => submit(view) : undefined,
    deliver: (action) => post("click", { container: { type: "view", view_id: view.id }, action, state: { values: note.values.collect(view.blocks) } }),
  });
  Object.assign(dialog.dataset, { viewId: view.id, callbackId: view.callback_id ?? "", hash: view.hash ?? "", depth: String(stack.length) });
  dialog.replaceChildren(
    head(view),
    h("div", { class: "modal-body", tabindex: "-1" },
      note.alert && h("div", { class: "modal-alert", role: "alert", data: { testid: "modal-alert" } }, note.alert),
      blocksNode(view.blocks ?? [], ctx)),
    foot(view), ...dialog.querySelectorAll(":scope > .toasts"));
  shown = { id: view.id, hash: view.hash };
  body().scrollTop = place ?? 0;
  if (dialog.open && !restore?.()) focusFirst();
}

function head(view) {
  return h("header", { class: "modal-head" },
    stack.length > 1 && h("button", { class: "icon-button", type: "button", "aria-label": "Back", data: { testid: "modal-back" }, on: { click: () => leave({ all: false }) } }, icon("back")),
    h("h2", { id: "modal-title", data: { testid: "modal-title" } }, plain(view.title)),
    h("button", { class: "icon-button", type: "button", "aria-label": "Close", data: { testid: "modal-dismiss" }, on: { click: () => leave({ all: true }) } }, icon("close")));
}

function foot(view) {
  const close = h("button", { class: "button", type: "button", data: { testid: "modal-close" }, on: { click: () => leave({ all: false }) } }, plain(view.close) || "Cancel");
  const go = view.submit && h("button", {
    class: "button button-primary", type: "button", disabled: view.submit_disabled, data: { testid: "modal-submit" }, on: { click: () => submit(view) },
  }, plain(view.submit));
  return h("footer", { class: "modal-foot" }, close, go);
}

function focusFirst() {
  const wrong = dialog.querySelector('[aria-invalid="true"]');
  const wanted = wrong ?? dialog.querySelector("[autofocus]") ?? dialog.querySelector(".modal-body :is(input, textarea, select, button):not([disabled])");
  (wanted ?? dialog.querySelector(".modal-body")).focus({ preventScroll: !wrong });
}

async function submit(view) {
  if (busy || top()?.id !== view.id) return;
  await settled();
  if (busy || top()?.id !== view.id) return;
  const note = noteOf(view);
  note.alert = "";
  note.errors = findErrors(view.blocks, note.values);
  if (Object.keys(note.errors).length) return complain(view);
  setBusy(true);
  const answer = await post("submit", { view_id: view.id, values: note.values.collect(view.blocks) });
  setBusy(false);
  if (!dialog || !notes.has(view.id)) return;
  if (answer.errors && Object.keys(answer.errors).length) {
    note.errors = answer.errors;
    const fields = new Set(view.blocks.map((block) => block.block_id));
    note.alert = Object.entries(answer.errors).filter(([id]) => !fields.has(id)).map(([, text]) => text).join(" ");
    return complain(view);
  }
  if (answer.ok === false) {
    note.alert = sentence(answer.error);
    return complain(view);
  }
  if (!answer.response_action) showViews(stack.filter((one) => one.id !== view.id));
  else if (answer.response_action === "clear") showViews([]);
}

function complain(view) {
  if (!dialog || top()?.id !== view.id) return;
  draw(top());
  const wrong = dialog.querySelector('[aria-invalid="true"]');
  if (wrong) {
    wrong.closest(".field")?.scrollIntoView({ block: "nearest" });
    wrong.focus({ preventScroll: true });
  } else {
    dialog.querySelector(".modal-body").scrollTop = 0;
  }
}

function setBusy(on) {
  busy = on;
  const button = dialog?.querySelector('[data-testid="modal-submit"]');
  if (!button) return;
  button.toggleAttribute("data-busy", on);
  button.disabled = on;
}

async function leave({ all }) {
  const view = top();
  if (!view || dialog.dataset.asking) return;
  const leaving = all ? stack : [view];
  if (leaving.some((one) => noteOf(one).values.touched(one.blocks))) {
    dialog.dataset.asking = "1";
    const yes = await askPlainly({
      title: "Discard what you entered?", text: "It has not been sent yet.", yes: "Discard", no: "Keep editing", danger: true,
    });
    if (dialog) delete dialog.dataset.asking;
    if (!yes) return;
  }
  const gone = new Set(leaving.map((one) => one.id));
  showViews(stack.filter((one) => !gone.has(one.id)));
  await post("close", { view_id: view.id, ...(all ? { all: true } : {}) });
}
