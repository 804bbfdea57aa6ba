// The page: which person acts, which conversation is open, and what the stand-in reports. Everything else is drawn from here.

import { get } from "./api.js";
import { panelHeader, mainHeader } from "./headers.js";
import { createConversation } from "./conversations.js";
import { deliver } from "./deliveries.js";
import { h, reconcile } from "./dom.js";
import { keepFocus } from "./focus.js";
import { createHome } from "./home.js";
import { connect } from "./live.js";
import { showViews } from "./modals.js";
import { closePopup } from "./popups.js";
import { go, readRoute, routeOf, writeRoute } from "./routes.js";
import { sidebarNodes } from "./sidebar.js";
import { adopt, channelById, directWith, store } from "./store.js";
import { showToast } from "./toasts.js";

const LINE_SECONDS = 2;
const FIRST_PERSON = "U0MARA";
const REMEMBERED = "practice-slack-person";
const at = (id) => document.getElementById(id);

let live = null;
let lineUp = false;
let started = false;
let viewsTold = 0;
let home = null;
let mainPane = null; // {key, conversation?}
let threadPane = null;

async function start(user) {
  closePopup({ refocus: false });
  showViews([]);
  live?.close();
  started = lineUp = false;
  store.user = user;
  document.body.dataset.ready = "false";
  // The line is opened first, so that nothing falls between what is loaded and what is reported.
  await new Promise((resolve) => {
    live = connect(user, { receive, lost, opened: (again) => { resolve(); opened(again); } });
    setTimeout(resolve, LINE_SECONDS * 1000);
  });
  const state = await get("state", { user });
  if (!state.me) return state.people?.length ? start(state.people[0].id) : broken(state.error);
  adopt(state);
  localStorage.setItem(REMEMBERED, user);
  const address = new URL(location.href);
  address.searchParams.set("as", user);
  history.replaceState(null, "", address);
  document.body.dataset.user = user;
  mainPane = threadPane = null;
  home = createHome();
  started = true;
  await render();
  await restoreViews();
  document.body.dataset.ready = "true";
}

function broken(error) {
  at("main").replaceChildren(h("div", { class: "empty" }, h("h3", null, "The stand-in did not answer"),
    h("p", null, `Is it still running? (${error ?? "no state"})`), h("button", { class: "button", type: "button", on: { click: () => location.reload() } }, "Try again")));
}

// An address without a conversation opens the first channel; one of a conversation this person cannot see does too.
function currentRoute() {
  const route = readRoute();
  if (route.id === "app" && store.bot.user_id) return route;
  const direct = route.id && directWith(route.id);
  if (direct) route.id = direct.id;
  if (direct?.im_with === store.bot.user_id || (route.id && channelById(route.id)?.im_with === store.bot.user_id)) {
    return { ...route, id: "app", tab: "messages" };
  }
  if (channelById(route.id) || store.people.some((one) => one.id === route.id && one.id !== store.user)) return route;
  const open = store.channels.filter((channel) => !channel.is_im && !channel.is_archived);
  const first = open.find((channel) => channel.id === "C0DESK") ?? open[0];
  return first ? { id: first.id, tab: null, thread: null, target: null } : { id: "app", tab: "home", thread: null, target: null };
}

// A direct message begins when it is first opened. True when there is a new one to draw.
async function beginDirect(route) {
  const other = route.id === "app" ? (route.tab === "messages" ? store.bot.user_id : null) : channelById(route.id) ? null : route.id;
  if (!other || directWith(other)) return false;
  const answer = await deliver("dm", { with: other });
  if (!answer.channel) return false;
  adopt(await get("state", { user: store.user }));
  return Boolean(directWith(other));
}

const conversationOf = (route) => (route.id === "app" ? directWith(store.bot.user_id)?.id ?? store.bot.user_id : route.id);

async function render({ moved = true } = {}) {
  if (!started) return;
  const route = currentRoute();
  if (await beginDirect(route)) return render();
  if (moved) at("frame").classList.remove("sidebar-open");
  drawSidebar(route);
  const isHome = route.id === "app" && route.tab === "home";
  const channel = isHome ? null : conversationOf(route);
  const key = isHome ? "home" : channel;
  const fresh = mainPane?.key !== key;
  if (fresh) {
    mainPane = { key, conversation: isHome ? null : createConversation({ channel, route }), node: null };
    mainPane.node = isHome ? home.node : mainPane.conversation.node;
  }
  drawMain(route);
  const inThread = drawThread(route, channel, moved);
  document.title = `${isHome ? store.bot.name : headingOf(channel)} – Practice Slack`;
  if (fresh) await (isHome ? home.load() : mainPane.conversation.load({ first: true, target: route.thread ? route.thread : route.target }));
  else if (moved && route.target && !route.thread) mainPane.conversation?.point(route.target);
  await inThread;
  if (fresh && !route.thread && matchMedia("(hover: hover)").matches) mainPane.conversation?.focus();
}

const headingOf = (channel) => {
  const known = channelById(channel);
  return known && !known.is_im ? `#${known.name}` : "Direct message";
};

function drawSidebar(route) {
  const restore = keepFocus(at("sidebar"));
  reconcile(at("sidebar"), sidebarNodes(route, start));
  restore();
}

function drawMain(route) {
  const header = mainHeader(route, conversationOf(route), { openSidebar });
  reconcile(at("main"), [header, ...notices(), mainPane.node]);
}

const openSidebar = () => at("frame").classList.add("sidebar-open");

function notices() {
  return [
    !lineUp && document.body.dataset.ready === "true" && h("div", { class: "notice", role: "status", data: { testid: "reconnecting" } }, "The line to the stand-in is down. Trying again…"),
    store.bot.user_id && !store.bot.connected && h("div", { class: "notice", role: "status", data: { testid: "bot-offline" } },
      h("strong", null, `${store.bot.name} is not connected.`), " Messages are kept, but nobody answers commands and clicks until it runs."),
  ].filter(Boolean);
}

async function drawThread(route, channel, moved) {
  const panel = at("panel");
  const key = route.thread && channel ? `${channel}:${route.thread}` : null;
  at("frame").classList.toggle("with-panel", Boolean(key));
  panel.hidden = !key;
  if (!key) {
    threadPane = null;
    panel.replaceChildren();
    return;
  }
  if (threadPane?.key === key) {
    if (moved && route.target) threadPane.conversation.point(route.target);
    return;
  }
  const conversation = createConversation({ channel, threadTs: route.thread, route });
  threadPane = { key, conversation };
  panel.dataset.testid = "thread";
  panel.dataset.threadTs = route.thread;
  panel.replaceChildren(panelHeader(channel, () => go({ ...route, thread: null, target: null })), conversation.node);
  await conversation.load({ target: route.target });
  if (matchMedia("(hover: hover)").matches) conversation.focus();
}

const panes = () => [mainPane?.conversation, threadPane?.conversation].filter(Boolean);

function redraw() {
  const route = currentRoute();
  drawSidebar(route);
  if (mainPane) drawMain(route);
}

async function refetch() {
  const state = await get("state", { user: store.user });
  if (!state.me) return;
  adopt(state);
  if (panes().some((pane) => pane.isStale())) mainPane = threadPane = null;
  await render({ moved: false });
}

function receive(event) {
  if (!started) return undefined;
  switch (event.type) {
    case "views": viewsTold += 1; return showViews(event.stack);
    case "home": return home.show(event.view);
    case "channels": return void refetch();
    case "unread": return unread(event);
    case "bot": store.bot.connected = event.connected; return redraw();
    case "toast": return showToast(event.text, event.level);
    default: return panes().forEach((pane) => pane.receive(event));
  }
}

function unread({ channel, unread: count, mention_count }) {
  const known = channelById(channel);
  if (!known) return void refetch();
  Object.assign(known, { unread: count, mention_count });
  drawSidebar(currentRoute());
}

async function opened(again) {
  lineUp = true;
  document.body.dataset.live = "open";
  if (!again || !started) return;
  await refetch();
  await Promise.all(panes().map((pane) => pane.load()));
  if (mainPane?.key === "home") home.load();
  await restoreViews();
}

// What was asked may be older than what was told meanwhile.
async function restoreViews() {
  const before = viewsTold;
  const views = await get("views", { user: store.user });
  if (views.stack && before === viewsTold) showViews(views.stack);
}

function lost() {
  lineUp = false;
  document.body.dataset.live = "closed";
  if (started) redraw();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-permalink]");
  const route = link && routeOf(link.dataset.permalink);
  if (!route || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go(route);
});
// No host that ends in .example exists anywhere: the papers that a story invents are read at the newsstand.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[target=_blank]");
  if (!link?.hostname.endsWith(".example")) return;
  event.preventDefault();
  window.open(`/newsstand/open?url=${encodeURIComponent(link.href)}`, "_blank", "noopener");
});
window.addEventListener("hashchange", () => render());
document.addEventListener("visibilitychange", () => panes().forEach((pane) => pane.read()));
at("shade").addEventListener("click", () => at("frame").classList.remove("sidebar-open"));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const route = currentRoute();
  if (at("frame").classList.contains("sidebar-open")) at("frame").classList.remove("sidebar-open");
  else if (route.thread) go({ ...route, thread: null, target: null });
});

// The server turns a permalink into /?channel=…&ts=…[&thread_ts=…].
function takePlace() {
  const address = new URL(location.href);
  const [id, target, thread] = ["channel", "ts", "thread_ts"].map((name) => address.searchParams.get(name));
  if (!id || !target) return;
  ["channel", "ts", "thread_ts"].forEach((name) => address.searchParams.delete(name));
  address.hash = writeRoute({ id, target, thread: thread === target ? null : thread });
  history.replaceState(null, "", address);
}

takePlace();
start(new URLSearchParams(location.search).get("as") || localStorage.getItem(REMEMBERED) || FIRST_PERSON);
