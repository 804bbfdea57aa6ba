// Times in the acting person's zone, and Slack's <!date^…> tokens
// (https://docs.slack.dev/messaging/formatting-message-text#date-formatting).
// Slack shows 12 or 24 hours by each person's own setting; here people in American zones have the first, all others the second.

const ORDINAL = new Intl.PluralRules("en", { type: "ordinal" });
const SUFFIX = { one: "st", two: "nd", few: "rd", other: "th" };
let ahead = 0; // Seconds by which the workspace's clock is ahead of the browser's.

export const setNow = (seconds) => { ahead = seconds - Date.now() / 1000; };
export const now = () => Date.now() / 1000 + ahead;

const AGO = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }));
  return formats.get(key);
}

/** year, month, day, hour, minute, second as numbers, and weekday and month names, of an instant (epoch seconds) in a zone. */
export function parts(seconds, zone) {
  const date = new Date(seconds * 1000);
  const read = (options) => Object.fromEntries(format(zone, options).formatToParts(date).map((p) => [p.type, p.value]));
  const number = read({ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" });
  const word = read({ weekday: "long", month: "long" });
  return {
    year: +number.year, month: +number.month, day: +number.day,
    hour: +number.hour, minute: +number.minute, second: +number.second,
    weekday: word.weekday, monthName: word.month,
    monthShort: read({ month: "short" }).month,
  };
}

const two = (number) => String(number).padStart(2, "0");
const nth = (day) => day + SUFFIX[ORDINAL.select(day)];

export const dayKey = (seconds, zone) => {
  const p = parts(seconds, zone);
  return `${p.year}-${two(p.month)}-${two(p.day)}`;
};

const dayNumber = (seconds, zone) => Date.parse(dayKey(seconds, zone)) / 86400000;

function nearDay(seconds, zone, at) {
  const distance = dayNumber(seconds, zone) - dayNumber(at, zone);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[distance];
}

export function clock(seconds, zone, withSeconds = false) {
  const p = parts(seconds, zone);
  const tail = `${two(p.minute)}${withSeconds ? ":" + two(p.second) : ""}`;
  if (!/^(America|US)\//.test(zone)) return `${two(p.hour)}:${tail}`;
  return `${p.hour % 12 || 12}:${tail} ${p.hour < 12 ? "AM" : "PM"}`;
}

export function ago(seconds, at = now()) {
  const distance = seconds - at;
  const [unit, size] = AGO.find(([, length]) => Math.abs(distance) >= length) ?? AGO.at(-1);
  return new Intl.RelativeTimeFormat("en", { numeric: "always" }).format(Math.trunc(distance / size), unit);
}

/** The heading between days: Today, Yesterday, or "Tuesday, November 24th". */
export function dayHeading(seconds, zone, at = now()) {
  const near = nearDay(seconds, zone, at);
  if (near) return near[0].toUpperCase() + near.slice(1);
  const p = parts(seconds, zone);
  const year = p.year === parts(at, zone).year ? "" : `, ${p.year}`;
  return `${p.weekday}, ${p.monthName} ${nth(p.day)}${year}`;
}

export function fullStamp(seconds, zone) {
  const p = parts(seconds, zone);
  return `${p.weekday}, ${p.monthName} ${nth(p.day)}, ${p.year} at ${clock(seconds, zone, true)}`;
}

function token(name, seconds, zone, at) {
  const p = parts(seconds, zone);
  const date = `${p.monthName} ${nth(p.day)}, ${p.year}`;
  const short = `${p.monthShort} ${p.day}, ${p.year}`;
  const near = name.endsWith("_pretty") ? nearDay(seconds, zone, at) : undefined;
  if (near) return near;
  switch (name) {
    case "date_num": return `${p.year}-${two(p.month)}-${two(p.day)}`;
    case "date_slash": return `${two(p.month)}/${two(p.day)}/${p.year}`;
    case "date": case "date_pretty": return date;
    case "date_short": case "date_short_pretty": return short;
    case "date_long": case "date_long_pretty": case "date_long_full": return `${p.weekday}, ${date}`;
    case "day_divider_pretty": return dayHeading(seconds, zone, at);
    case "time": return clock(seconds, zone);
    case "time_secs": return clock(seconds, zone, true);
    case "ago": return ago(seconds, at);
    default: return `{${name}}`;
  }
}

/** Slack's date format string filled in; a "today" that opens the text has a capital, as in Slack. */
export function fillDate(pattern, seconds, zone, at = now()) {
  const text = pattern.replace(/\{([a-z_]+)\}/g, (_, name) => token(name, seconds, zone, at));
  return /^\{\w+_pretty\}/.test(pattern) ? text[0].toUpperCase() + text.slice(1) : text;
}

/** Epoch seconds of a wall-clock "YYYY-MM-DD" and "HH:MM" in a zone; of a time that a change of clocks skips, the later reading. */
export function instant(day, time, zone) {
  const wall = Date.parse(`${day}T${time}:00Z`) / 1000;
  const offset = (at) => {
    const p = parts(at, zone);
    return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) / 1000 - at;
  };
  const first = wall - offset(wall);
  return wall - offset(first);
}
