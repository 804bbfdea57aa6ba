// Round-cornered initials for people, the app's mark for the bot. Colours come from the stand-in; initials are always drawn.

import { h } from "./dom.js";
import { isBot, member } from "./store.js";

const COLOURS = ["#c2563c", "#2f6f8f", "#7a5aa6", "#3f7d5a", "#b07a1f", "#a4476b"];

const colourOf = (one) => {
  if (/^#?[0-9a-f]{6}$/i.test(one.color ?? "")) return `#${one.color.replace("#", "")}`;
  return COLOURS[[...one.id].reduce((sum, char) => sum + char.charCodeAt(0), 0) % COLOURS.length];
};

const initialsOf = (one) => one.initials || (one.real_name || one.name || "?").split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();

export function avatar(id, size = "") {
  const one = member(id);
  if (isBot(id)) return h("span", { class: `avatar avatar-app ${size}`, "aria-hidden": "true" }, mark());
  return h("span", { class: `avatar ${size}`, "aria-hidden": "true", style: { "--colour": colourOf(one) } }, initialsOf(one));
}

/** The app's mark: a sheet of news with a beam of light across it. */
function mark() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  for (const d of ["M6 5.5h12v13H6z", "M9 9h6M9 12h6M9 15h3.5"]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
