import { sessionList } from "./list.js";
import { replay } from "./replay.js";
import { count } from "./format.js";
import { el } from "./elements.js";

const EVERY_MS = 3000;
const LATEST_MS = 30_000;

const notice = document.getElementById("notice");
const ingest = document.getElementById("ingest");

/**
 * @returns {Promise<{status: number, body: any, tag: string|null}>} of 200, 304 and 404; anything else is thrown
 */
async function get(path, tag) {
  const response = await fetch(path, {
    headers: { Accept: "application/json", ...(tag ? { "If-None-Match": tag } : {}) },
    cache: "no-store",
    credentials: "same-origin",
  });
  if (response.status === 401) {
    location.reload();
    return new Promise(() => {});
  }
  if (response.status === 304) {
    return { status: 304, body: null, tag };
  }
  const body = await response.json();
  if (response.status !== 200 && response.status !== 404) {
    throw new Error(body.message ?? "The service answered " + response.status + ".");
  }
  return { status: response.status, body, tag: response.headers.get("ETag") };
}

function showIngest(status) {
  const { phase, lag, detail } = status.ingest;
  const following = phase === "following";
  const behind = following && lag > 0;
  let words = "up to date";
  if (!following) {
    words = phase === "starting" ? "starting" : "not following the log: " + detail;
  } else if (behind) {
    words = count(lag, "record", "records") + " behind";
  }
  const children = [el("span.dot"), el("span", {}, words)];
  if (status.unreadable > 0) {
    children.push(el("span.badge.deny", {}, count(status.unreadable, "unreadable record", "unreadable records")));
  }
  ingest.dataset.state = following && !behind ? "good" : "late";
  if (ingest.textContent !== children.map((child) => child.textContent).join("")) {
    ingest.replaceChildren(...children);
  }
  ingest.hidden = false;
}

function chooseView() {
  const root = document.getElementById("view");
  const match = /^\/sessions\/([^/]+)$/.exec(location.pathname);
  return match ? replay(root, decodeURIComponent(match[1]), get) : sessionList(root, get);
}

const view = chooseView();
let failures = 0;
let timer = 0;

async function refresh() {
  clearTimeout(timer);
  try {
    await view.refresh();
    showIngest((await get("/api/status")).body);
    failures = 0;
    notice.hidden = true;
  } catch (problem) {
    failures++;
    notice.textContent =
      problem instanceof TypeError ? "The service does not answer. Trying again…" : problem.message;
    notice.hidden = false;
    ingest.hidden = true;
  }
  timer = setTimeout(() => document.hidden || refresh(), Math.min(EVERY_MS * 2 ** failures, LATEST_MS));
}

document.addEventListener("visibilitychange", () => document.hidden || refresh());
get("/api/me").then(
  ({ body }) => { document.getElementById("me").textContent = body.subject; },
  () => {});
refresh();
