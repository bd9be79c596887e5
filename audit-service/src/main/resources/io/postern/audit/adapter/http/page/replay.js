import { badge, content, contentWords, el, replace, time, visible } from "./elements.js";
import { between, bytes, clock, count, fullTime, millis, number, when } from "./format.js";

const VERDICTS = { allow: "allowed", deny: "denied", park: "parked", unknown: "no decision" };

/** One session as it happened. */
export function replay(root, sessionId, get) {
  const head = el("section.card.summary", { "aria-label": "The session" });
  const gaps = el("div");
  const timeline = el("ol.timeline");
  const end = el("p.end");
  const more = el("button.plain.more", { type: "button", hidden: "" }, "Show more statements");
  const items = new Map();
  const parts = [{ after: null, tag: null }];
  let started = false;

  more.addEventListener("click", async () => {
    more.disabled = true;
    try {
      parts.push({ after: parts[parts.length - 1].next, tag: null });
      await load(parts[parts.length - 1]);
    } finally {
      more.disabled = false;
    }
  });

  async function load(part) {
    const after = part.after ? "?after=" + encodeURIComponent(part.after) : "";
    const answer = await get("/api/sessions/" + encodeURIComponent(sessionId) + after, part.tag);
    if (answer.status === 304) {
      return true;
    }
    if (answer.status === 404) {
      return false;
    }
    part.tag = sessionId === "latest" ? null : answer.tag;
    part.next = answer.body.next;
    show(answer.body);
    return true;
  }

  function show(story) {
    if (!started) {
      started = true;
      root.replaceChildren(el("p", {}, el("a.back", { href: "/" }, "All sessions")), head, gaps, timeline, end,
        el("p.center", {}, more));
    }
    document.title = (whoOf(story)?.subject ?? "Session") + " · Postern · Audit";
    head.replaceChildren(...summary(story));
    gaps.replaceChildren(...story.gaps.map(gapNotice));
    story.statements.forEach((statement, i) => showStatement(story, statement, story.before + i + 1));
    const last = parts[parts.length - 1];
    more.hidden = !last.next;
    end.replaceChildren(...(last.next ? [] : ending(story)));
  }

  function showStatement(story, statement, n) {
    const text = JSON.stringify(statement) + n + story.state;
    const known = items.get(statement.statementId);
    if (known && known.text === text) {
      return;
    }
    const item = statementItem(statement, n);
    if (known) {
      replace(known.item, item);
    } else {
      timeline.append(item);
    }
    items.set(statement.statementId, { text, item });
  }

  return {
    async refresh() {
      const found = await Promise.all(parts.map(load));
      if (!found[0] && !started) {
        root.replaceChildren(el("p", {}, el("a.back", { href: "/" }, "All sessions")),
          el("div.empty", {}, el("h1", {}, "No such session on record"),
            el("p", {}, "If it began just now, it will show up here in a moment.")));
      }
    },
  };
}

function whoOf(story) {
  return story.opened?.who ?? story.refused?.who;
}

function pair(term, ...values) {
  return el("div", {}, el("dt", {}, term), el("dd", {}, ...values));
}

function summary(story) {
  const who = whoOf(story);
  const title = el("div.summary-head", {},
    el("h1", {}, who ? visible(who.subject) : story.refused ? "Not identified" : "Opening not on record"),
    el("span.badges", {}, ...(who ? who.groups.map((group) => el("span.chip", {}, visible(group))) : [])),
    state(story));
  const facts = el("dl.facts");
  if (story.opened) {
    const opened = story.opened;
    facts.append(
      pair("Database", visible(opened.database + " · " + opened.role)),
      pair("Opened", time(opened.at, fullTime(opened.at))),
      story.closed
        ? pair("Lasted", millis(between(opened.at, story.closed.at)))
        : pair("Lasted", "no end on record"),
      pair("From", visible(opened.clientAddress), opened.encrypted ? ", encrypted" : ", not encrypted"),
      pair("Application", opened.application ? visible(opened.application) : "–"),
      pair("Identity from", visible(opened.who.issuer)),
      pair("Admitted by", visible(opened.admissionRule), el("span.quiet.version", { title: opened.policyVersion },
        " policy ", visible(opened.policyVersion.slice(0, 12)))));
  }
  if (story.refused) {
    const refused = story.refused;
    facts.append(
      pair("Turned away", time(refused.at, fullTime(refused.at))),
      pair("Because", visible(refused.reason), " ", badge("deny", refused.sqlState)),
      pair("Database", refused.database ? visible(refused.database) : "–"),
      pair("From", visible(refused.clientAddress)));
  }
  return [title, el("p.summary-id", {}, "Session ", el("code", {}, visible(story.sessionId))), facts];
}

function state(story) {
  switch (story.state) {
    case "open": return badge("live", "open");
    case "closed": return badge("unknown", "closed");
    case "refused": return badge("deny", "turned away");
    default: return badge("unknown", "incomplete");
  }
}

function gapNotice(gap) {
  const n = gap.last - gap.first + 1;
  return el("p.notice", {},
    el("strong", {}, "Gap in the record. "),
    count(n, "fact", "facts") + " of ", visible(gap.producer), " not on record (number " + number(gap.first)
      + (n > 1 ? " to " + number(gap.last) : "") + ").");
}

function ending(story) {
  if (story.closed) {
    return ["Closed ", time(story.closed.at, clock(story.closed.at)), ": ", visible(story.closed.reason)];
  }
  if (story.state === "refused") {
    return [];
  }
  return story.state === "open" && story.statements.length === 0
    ? ["No statement so far."]
    : ["No end on record: the session is open, or its end was not recorded."];
}

function statementItem(statement, n) {
  const submitted = statement.submitted;
  const card = el("article.card.statement", { "aria-label": "Statement " + n },
    el("header.statement-head", {},
      el("span.number", {}, number(n)),
      time(statement.firstAt, clock(statement.firstAt)),
      submitted ? badge(statement.verdict, VERDICTS[statement.verdict]) : badge("unknown", "submission not on record"),
      submitted ? el("span.quiet", {}, kind(submitted) + submitted.protocol + " protocol") : null,
      el("span.fate." + statement.ran, {}, statement.fateWords)));
  if (submitted) {
    card.append(content(submitted.text, "Text of statement " + n));
    if (submitted.rewritten) {
      card.append(el("details", {}, el("summary", {}, statement.ran === "no" ? "Would have run instead" : "What ran instead"),
        content(submitted.rewritten, "Text that ran instead of statement " + n)));
    }
  }
  const facts = el("dl.facts");
  facts.append(...statementFacts(statement));
  if (facts.children.length > 0) {
    card.append(facts);
  }
  return el("li." + statement.verdict, {}, card);
}

function kind(submitted) {
  return submitted.kind === "UNKNOWN" ? "" : submitted.kind.toLowerCase() + ", ";
}

function statementFacts(statement) {
  const { submitted, parked, resumed, refused, completed } = statement;
  const facts = [];
  if (submitted?.parameters.length > 0) {
    facts.push(pair("Parameters", el("ol.parameters", {}, ...submitted.parameters.map(parameter))));
  }
  if (submitted?.maskedColumns.length > 0) {
    facts.push(pair("Masked", el("span.badges", {},
      ...submitted.maskedColumns.map((column) => el("span.chip.mono", {}, visible(column))))));
  }
  for (const rule of submitted?.rules ?? []) {
    facts.push(pair("Rule", el("code", {}, visible(rule.id)), rule.reason ? ": " : "", visible(rule.reason)));
  }
  if (parked) {
    facts.push(pair("Parked", time(parked.at, clock(parked.at)), ", until ", time(parked.until, when(parked.until)),
      ", approval ", el("code", {}, visible(parked.approvalId))));
  }
  if (resumed) {
    facts.push(pair("Approved", time(resumed.at, clock(resumed.at)), " by ", el("strong", {}, visible(resumed.approver.subject)),
      parked ? " after " + millis(between(parked.at, resumed.at)) : "",
      resumed.reason ? el("q.quote", {}, visible(resumed.reason)) : null));
  }
  if (refused) {
    facts.push(pair("Refused", time(refused.at, clock(refused.at)), " ", badge("deny", refused.sqlState), " ",
      visible(refused.reason), refused.approver ? [", by ", refused.approver.subject].join("") : null));
  }
  if (completed) {
    facts.push(pair("Outcome", ...outcome(completed)));
  }
  return facts;
}

function outcome(completed) {
  const words = [];
  if (completed.commandTag) {
    words.push(el("code", {}, visible(completed.commandTag)));
  } else {
    words.push(completed.outcome);
  }
  if (completed.sqlState) {
    words.push(" ", badge("deny", completed.sqlState));
  }
  words.push(" ", el("span.quiet", {}, [count(completed.rows, "row", "rows"), bytes(completed.bytes),
    millis(completed.durationMicros / 1000)].join(" · ")));
  return words;
}

function parameter(value) {
  return el("li", {}, el("span.quiet", {}, value.type + " "),
    value.value ? el("code.value", {}, contentWords(value.value)) : el("em.quiet", {}, "NULL"));
}
