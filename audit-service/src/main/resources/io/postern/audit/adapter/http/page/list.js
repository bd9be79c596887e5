import { badge, el, replace, time, visible } from "./elements.js";
import { between, count, millis, number, when } from "./format.js";

/** The list of sessions, newest first. */
export function sessionList(root, get) {
  const query = new URLSearchParams(location.search);
  const subject = query.get("subject") ?? "";
  const database = query.get("database") ?? "";
  const list = el("ol.sessions");
  const empty = el("div.empty", { hidden: "" });
  const older = el("button.plain.more", { type: "button", hidden: "" }, "Show older sessions");
  const rows = new Map();
  let oldest = null;
  let started = false;

  older.addEventListener("click", async () => {
    older.disabled = true;
    try {
      await load(oldest);
    } finally {
      older.disabled = false;
    }
  });

  async function load(before) {
    const ask = new URLSearchParams({ limit: "50" });
    for (const [key, value] of [["subject", subject], ["database", database], ["before", before]]) {
      if (value) {
        ask.set(key, value);
      }
    }
    const { body } = await get("/api/sessions?" + ask);
    body.sessions.forEach(show);
    arrange();
    if (before || oldest === null) {
      oldest = body.next ?? "";
      older.hidden = !body.next;
    }
  }

  function show(session) {
    const text = JSON.stringify(session) + (session.state === "open" ? when(session.lastFactAt) : "");
    const known = rows.get(session.sessionId);
    if (known && known.text === text) {
      return;
    }
    const item = row(session);
    if (known) {
      replace(known.item, item);
    }
    rows.set(session.sessionId, { text, item, order: session.startedAt + session.sessionId });
  }

  function arrange() {
    const inOrder = [...rows.values()].sort((a, b) => (a.order < b.order ? 1 : -1)).map(({ item }) => item);
    inOrder.forEach((item, at) => {
      if (list.children[at] !== item) {
        list.insertBefore(item, list.children[at] ?? null);
      }
    });
    empty.hidden = inOrder.length > 0;
  }

  function start() {
    started = true;
    document.title = "Sessions · Postern · Audit";
    const filtered = subject || database;
    empty.append(
      el("h2", {}, filtered ? "No session matches" : "No sessions yet"),
      el("p", {}, filtered
        ? "Nothing on record for this person or database."
        : "As soon as somebody connects through the gate, the session shows up here by itself."));
    root.replaceChildren(
      el("div.head", {}, el("h1", {}, "Sessions"), filter(subject, database)),
      empty, list, el("p.center", {}, older));
  }

  return {
    async refresh() {
      if (!started) {
        start();
      }
      await load(null);
    },
  };
}

function filter(subject, database) {
  const field = (name, label, value) =>
    el("label.field", {}, el("span", {}, label), el("input", { name, value, autocomplete: "off", spellcheck: "false" }));
  const form = el("form.filter", { method: "get", action: "/", role: "search" },
    field("subject", "Who", subject), field("database", "Database", database),
    el("button.plain", { type: "submit" }, "Filter"));
  if (subject || database) {
    form.append(el("a", { href: "/" }, "Clear"));
  }
  return form;
}

function row(session) {
  const refused = session.state === "refused";
  const who = session.who ? session.who.subject : "not identified";
  const place = [session.database, session.role].filter(Boolean).join(" · ") || "–";
  return el("li", {},
    el("a.session", { href: "/sessions/" + encodeURIComponent(session.sessionId) },
      el("span.cell.who", {},
        el("span.name", {}, session.who ? el("strong", {}, visible(who)) : el("span.nobody", {}, who),
        session.state === "open" ? badge("live", "open") : null),
        el("span.quiet", {}, visible(session.who ? session.who.groups.join(", ") : session.clientAddress))),
      el("span.cell.when", {},
        time(session.startedAt, when(session.startedAt)),
        el("span.quiet", {}, duration(session))),
      el("span.cell.place", {},
        el("span", {}, visible(place)),
        session.application ? el("span.quiet", {}, visible(session.application)) : null),
      el("span.cell.counts", {},
        refused
          ? el("span", {}, visible(session.ended.reason))
          : el("span", {}, count(session.statements, "statement", "statements")),
        el("span.badges", {}, ...badges(session)))));
}

function duration(session) {
  if (session.state === "refused") {
    return "turned away";
  }
  if (session.ended) {
    return millis(between(session.startedAt, session.ended.at));
  }
  return session.state === "open" ? "last seen " + when(session.lastFactAt) : "opening not on record";
}

function badges(session) {
  const all = [];
  if (session.state === "refused") {
    all.push(badge("deny", session.ended.sqlState ?? "refused"));
  }
  if (session.waiting > 0) {
    all.push(badge("waiting", number(session.waiting) + " waiting"));
  }
  const settled = session.verdicts.park - session.waiting;
  if (settled > 0) {
    all.push(badge("park", number(settled) + " parked"));
  }
  if (session.verdicts.deny > 0) {
    all.push(badge("deny", number(session.verdicts.deny) + " denied"));
  }
  if (session.verdicts.unknown > 0) {
    all.push(badge("unknown", number(session.verdicts.unknown) + " undecided"));
  }
  return all;
}
