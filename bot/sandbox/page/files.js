// Files in a message: pictures inline, everything else as a card to download.

import { fileUrl } from "./api.js";
import { h, icon } from "./dom.js";

export function fileNode(file) {
  const url = fileUrl(file.id);
  const name = file.title || file.name || "File";
  if (file.mimetype?.startsWith("image/")) {
    return h("a", { class: "file-picture", href: url, target: "_blank", rel: "noopener", data: { testid: "file" } },
      h("img", { src: url, alt: file.alt_txt || name, loading: "lazy" }), h("span", { class: "file-caption" }, name));
  }
  return h("a", { class: "file", href: `${url}?download=1`, download: file.name || "", data: { testid: "file" } },
    icon("file"), h("span", { class: "file-words" }, h("strong", null, name), h("span", null, [kind(file), size(file.size)].filter(Boolean).join(" · "))));
}

const kind = (file) => (file.pretty_type || file.filetype || file.name?.split(".").at(-1) || "file").toUpperCase();

function size(bytes) {
  if (!bytes) return "";
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}
