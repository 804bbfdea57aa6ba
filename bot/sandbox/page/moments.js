// Date and time pickers of Block Kit, on the browser's own controls. A moment is read in the acting person's zone.

import { deliver, dispatches } from "./actions.js";
import { dayKey, instant } from "./dates.js";
import { h } from "./dom.js";
import { store as known, zone } from "./store.js";
import { plain } from "./texts.js";

function control(block, element, ctx, type, value, change, label) {
  return h("input", {
    class: "text-input moment", type, value, disabled: ctx.disabled, title: plain(element.placeholder) || null,
    data: { testid: type, actionId: element.action_id, blockId: block.block_id, type: element.type },
    ...ctx.describe(block, element), ...(label ? { "aria-label": label } : {}), on: { change },
  });
}

function single(field, type) {
  return (block, element, ctx) => {
    const node = control(block, element, ctx, type, ctx.values.get(block, element)[field], async () => {
      const before = ctx.values.get(block, element);
      const state = { [field]: node.value || null };
      ctx.values.set(block, element, state);
      ctx.changed?.(block, element);
      if (dispatches(block) && node.value && !(await deliver(ctx, block, element, state, node))) {
        ctx.values.set(block, element, before);
        node.value = before[field] ?? "";
      }
    });
    const place = type === "time" && element.timezone ? h("span", { class: "zone" }, element.timezone.replaceAll("_", " ")) : null;
    return h("div", { class: "moments" }, node, place);
  };
}

export const dateInput = single("selected_date", "date");
export const timeInput = single("selected_time", "time");

export function dateTimeInput(block, element, ctx) {
  const now = ctx.values.get(block, element).selected_date_time;
  const draft = ctx.values.draft(block, element);
  const change = async () => {
    Object.assign(draft, { day: day.value, time: time.value });
    const state = { selected_date_time: day.value && time.value ? instant(day.value, time.value, zone()) : null };
    ctx.values.set(block, element, state);
    ctx.changed?.(block, element);
    if (dispatches(block) && state.selected_date_time) await deliver(ctx, block, element, state, time);
  };
  const day = control(block, element, ctx, "date", now ? dayKey(now, zone()) : draft.day, change, "Date");
  const time = control(block, element, ctx, "time", now ? wallClock(now) : draft.time, change, "Time");
  return h("div", { class: "moments" }, day, time, h("span", { class: "zone" }, zoneName()));
}

// "HH:MM" of the wall clock, whatever way the acting person's zone is usually written.
function wallClock(seconds) {
  const read = new Intl.DateTimeFormat("en-GB", { timeZone: zone(), hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return read.format(new Date(seconds * 1000));
}

const zoneName = () => (known.me?.tz ?? "UTC").split("/").at(-1).replaceAll("_", " ") + " time";
