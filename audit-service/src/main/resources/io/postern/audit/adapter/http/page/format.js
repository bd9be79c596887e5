/** Times, durations and numbers for people. */

const TIME = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23",
});
const SHORT_TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const DAY_OF_YEAR = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const NUMBER = new Intl.NumberFormat();

/** A time that no calendar of the browser holds stays as it is. */
function formatted(format, iso) {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : format.format(at);
}

export function clock(iso) {
  return formatted(TIME, iso);
}

/** The time of today; day and time otherwise. */
export function when(iso, now = new Date()) {
  const at = new Date(iso);
  const time = formatted(SHORT_TIME, iso);
  if (Number.isNaN(at.getTime())) {
    return time;
  }
  if (at.toDateString() === now.toDateString()) {
    return "today, " + time;
  }
  return (at.getFullYear() === now.getFullYear() ? DAY : DAY_OF_YEAR).format(at) + ", " + time;
}

export function fullTime(iso) {
  const day = formatted(DAY_OF_YEAR, iso);
  return day === iso ? iso : day + ", " + clock(iso);
}

export function number(n) {
  return NUMBER.format(n);
}

export function count(n, one, many) {
  return number(n) + " " + (n === 1 ? one : many);
}

export function millis(ms) {
  if (ms < 1000) {
    return (ms < 10 ? ms.toFixed(1) : Math.round(ms)) + " ms";
  }
  if (ms < 60_000) {
    return (ms / 1000).toFixed(1) + " s";
  }
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) {
    return minutes + " min " + Math.floor((ms % 60_000) / 1000) + " s";
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? hours + " h " + (minutes % 60) + " min" : Math.floor(hours / 24) + " days";
}

export function between(fromIso, toIso) {
  const ms = new Date(toIso) - new Date(fromIso);
  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}

const UNITS = ["B", "kB", "MB", "GB", "TB"];

export function bytes(n) {
  let value = n;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return (unit === 0 ? value : value.toFixed(1)) + " " + UNITS[unit];
}
