// Keeping the keyboard focus (and the text cursor) on a control that is drawn anew.

const quote = (value) => CSS.escape(value);

/** Remembers which control of `root` has the focus; the function given back puts it there again (or in `place`) and says whether it could. */
export function keepFocus(root) {
  const active = document.activeElement;
  if (!root.contains(active) || active === root) return () => false;
  const { actionId, blockId, testid } = active.dataset;
  const range = "selectionStart" in active ? safeRange(active) : null;
  return (place = root) => {
    const same = actionId
      ? [...place.querySelectorAll(`[data-action-id="${quote(actionId)}"][data-block-id="${quote(blockId ?? "")}"]`)]
      : testid ? [...place.querySelectorAll(`[data-testid="${quote(testid)}"]`)] : [];
    const target = same.find((one) => ["value", "channel", "user", "ts"].every((name) => one.dataset[name] === active.dataset[name])) ?? same[0];
    if (!target) return false;
    target.focus({ preventScroll: true });
    if (range && "setSelectionRange" in target && target.type !== "email") target.setSelectionRange(...range);
    return true;
  };
}

function safeRange(field) {
  return field.selectionStart === null ? null : [field.selectionStart, field.selectionEnd];
}
