// Small panels that open beside a control: menus and option lists, with search and full keyboard use.

import { h } from "./dom.js";

let open = null;
let serial = 0;

export function closePopup({ refocus = true } = {}) {
  if (!open) return;
  const { panel, anchor, forget, onClose } = open;
  open = null;
  forget();
  panel.remove();
  anchor.setAttribute("aria-expanded", "false");
  if (refocus && anchor.isConnected) anchor.focus({ preventScroll: true });
  onClose?.();
}

/** Shows `content` beside `anchor`, inside the dialog the anchor is in, above everything else. Escape or a press elsewhere closes it. */
export function openPopup(anchor, content, { label, width, align = "start", onClose } = {}) {
  const again = open?.anchor === anchor;
  closePopup({ refocus: false });
  if (again) return null;
  const panel = h("div", { class: "popup", popover: "manual", "aria-label": label, data: { testid: "popup" } }, content);
  (anchor.closest("dialog") ?? document.body).append(panel);
  panel.showPopover?.();
  if (width) panel.style.minWidth = `${width}px`;
  place(panel, anchor, align);
  const outside = (event) => {
    if (!panel.contains(event.target) && !anchor.contains(event.target)) closePopup({ refocus: false });
  };
  const moved = (event) => { if (!panel.contains(event.target)) place(panel, anchor, align); };
  const escape = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    closePopup();
  };
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("scroll", moved, true);
  window.addEventListener("resize", moved);
  panel.addEventListener("keydown", escape);
  anchor.setAttribute("aria-expanded", "true");
  const forget = () => {
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("scroll", moved, true);
    window.removeEventListener("resize", moved);
  };
  open = { panel, anchor, forget, onClose };
  return panel;
}

function place(panel, anchor, align) {
  if (!anchor.isConnected) return closePopup({ refocus: false });
  const box = (anchor.closest(".select") ?? anchor).getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const left = align === "end" ? box.right - width : box.left;
  const below = box.bottom + 6;
  const fits = below + height <= innerHeight - 8 || box.top < height + 14;
  panel.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  panel.style.top = `${Math.max(8, fits ? Math.min(below, innerHeight - height - 8) : box.top - height - 6)}px`;
}

/**
 * A menu or an option list. `groups`: [{label, items: [{text, description, value, data, chosen, icon, danger}]}].
 * `pick(item)` is called on a choice; with `stay` the list remains open for more.
 */
export function openList(anchor, groups, { label, role = "menu", search = false, stay = false, pick, width, align, onClose, empty = "Nothing matches" }) {
  const id = `list-${(serial += 1)}`;
  const box = h("div", { class: "list", role, id, tabindex: "-1", "aria-label": label, "aria-multiselectable": stay || null });
  const input = search ? h("input", {
    class: "list-search", type: "text", placeholder: "Search", role: "combobox", autocomplete: "off",
    "aria-label": `Search ${label ?? ""}`, "aria-controls": id, "aria-expanded": "true", data: { testid: "popup-search" },
  }) : null;
  const panel = openPopup(anchor, [input, box], { label, width, align, onClose });
  if (!panel) return;
  const focus = input ?? box;
  let active = -1;
  let rows = [];

  const choose = (item) => {
    if (!stay) closePopup();
    pick(item);
    if (stay) draw();
  };
  const mark = (index) => {
    active = rows.length ? (index + rows.length) % rows.length : -1;
    rows.forEach((row, at) => row.node.classList.toggle("active", at === active));
    if (active < 0) return focus.removeAttribute("aria-activedescendant");
    focus.setAttribute("aria-activedescendant", rows[active].node.id);
    rows[active].node.scrollIntoView({ block: "nearest" });
  };
  function draw() {
    const needle = (input?.value ?? "").trim().toLowerCase();
    rows = [];
    const shown = groups.map((group) => {
      const items = group.items.filter((item) => `${item.text} ${item.description ?? ""} ${item.keywords ?? ""}`.toLowerCase().includes(needle));
      if (!items.length) return null;
      return [group.label && h("div", { class: "list-label", role: "presentation" }, group.label), items.map(row)];
    });
    box.replaceChildren(...shown.flat(2).filter(Boolean));
    if (!rows.length) box.append(h("div", { class: "list-empty" }, empty));
    mark(Math.max(0, Math.min(active, rows.length - 1)));
  }
  function row(item) {
    const index = rows.length;
    const chosen = typeof item.chosen === "function" ? item.chosen() : item.chosen;
    const node = h("div", {
      class: `list-item${item.danger ? " danger" : ""}`, id: `${id}-${index}`,
      role: role === "menu" ? "menuitem" : "option", "aria-selected": role === "listbox" ? String(Boolean(chosen)) : null,
      data: { testid: role === "menu" ? "menu-item" : "option", value: item.value, ...item.data },
      on: { click: () => choose(item), pointermove: () => active !== index && mark(index) },
    },
    item.lead, h("span", { class: "list-words" }, h("span", { class: "list-text" }, item.text), item.description && h("span", { class: "list-more" }, item.description)),
    chosen && h("span", { class: "list-check", "aria-hidden": "true" }, "✓"));
    rows.push({ node, item });
    return node;
  }
  input?.addEventListener("input", () => { active = 0; draw(); });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" || (event.key === " " && !input)) {
      event.preventDefault();
      event.stopPropagation();
      if (rows[active]) choose(rows[active].item);
    } else if (event.key === "Tab") {
      closePopup();
    }
  });
  const first = groups.flatMap((group) => group.items).findIndex((item) => (typeof item.chosen === "function" ? item.chosen() : item.chosen));
  active = Math.max(0, first);
  draw();
  place(panel, anchor, align);
  focus.focus({ preventScroll: true });
}
