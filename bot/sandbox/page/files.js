// Files in a message: pictures in place, everything else as a card to download.

import { fileUrl } from "./api.js";
import { h, icon } from "./dom.js";

const PICTURES = new Set(["image/png", "image/jpeg"]);

export function fileNode(file) {
  if (file.mode === "tombstone") return h("span", { class: "file file-gone", data: { testid: "file-gone" } }, "This file was deleted.");
  const url = fileUrl(file.id);
  const name = file.title || file.name || "File";
  if (PICTURES.has(file.mimetype)) return picture(file, url, name);
  return card(file, url, name);
}

function picture(file, url, name) {
  const img = h("img", { src: url, alt: file.alt_txt || name, loading: "lazy" });
  const node = h("a", { class: "file-picture", href: url, target: "_blank", rel: "noopener", data: { testid: "file" } }, img, h("span", { class: "file-caption" }, name));
  img.addEventListener("error", () => node.replaceWith(card(file, url, name))); // No picture after all, whatever it is called.
  return node;
}

const card = (file, url, name) =>
  h("a", { class: "file", href: `${url}?download=1`, download: file.name || "", data: { testid: "file" } },
    icon("file"), h("span", { class: "file-words" }, h("strong", null, name), h("span", null, described(file))));

/** "CSV · 12 kB" */
export const described = (file) => [kind(file), size(file.size)].filter(Boolean).join(" · ");

const kind = (file) => (file.pretty_type || file.filetype || file.name?.split(".").at(-1) || "file").toUpperCase();

function size(bytes) {
  if (!bytes) return "";
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
