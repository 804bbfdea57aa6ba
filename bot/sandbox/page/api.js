// The page's calls to the stand-in. Every answer is JSON; a failure of the network becomes {ok: false, error}.

const BASE = "/sandbox/api/";

async function answer(promise) {
  try {
    const response = await promise;
    const text = await response.text();
    const body = text ? JSON.parse(text) : {};
    if (response.ok || (body && body.error)) return body;
    return { ok: false, error: `http_${response.status}` };
  } catch {
    return { ok: false, error: "stand_in_not_reachable" };
  }
}

export function get(name, query) {
  const known = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return answer(fetch(`${BASE}${name}?${new URLSearchParams(known)}`));
}

export function post(name, body) {
  return answer(
    fetch(BASE + name, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

/** Sends one file of the person's own; answers {ok, file}. */
export const upload = (user, file) =>
  answer(fetch(`${BASE}upload?${new URLSearchParams({ user, name: file.name })}`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file }));

export const fileUrl = (id) => `${BASE}files/${encodeURIComponent(id)}`;
