// One request as a card. Everything that came from elsewhere goes through visible() or statement().

import { ago, countdown, full, secondsLeft } from './time.js';
import { statement, visible } from './text.js';

const TYPES = new Map([
  [16, 'boolean'], [17, 'bytea'], [18, 'char'], [20, 'bigint'], [21, 'smallint'], [23, 'integer'], [25, 'text'],
  [114, 'json'], [700, 'real'], [701, 'double precision'], [1042, 'char(n)'], [1043, 'varchar'], [1082, 'date'],
  [1083, 'time'], [1114, 'timestamp'], [1184, 'timestamptz'], [1700, 'numeric'], [2950, 'uuid'], [3802, 'jsonb'],
]);

const OUTCOMES = {
  GRANTED: { word: 'Approved', tone: 'good', note: 'The statement goes on in its session.' },
  CONSUMED: { word: 'Approved and run', tone: 'good', note: '' },
  DENIED: { word: 'Denied', tone: 'bad', note: 'The statement was refused.' },
  EXPIRED: { word: 'Expired', tone: 'idle', note: 'Nobody decided in time; the statement was refused.' },
  WITHDRAWN: { word: 'Withdrawn', tone: 'idle', note: 'The requester cancelled the statement or left.' },
};

/** An element; children are nodes, or strings that become text. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children);
  return element;
}

function plural(count, one, many) {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString()} ${many}`;
}

function time(iso, prefix) {
  const element = el('time', { datetime: iso, title: full(iso) });
  element.dataset.prefix = prefix;
  element.textContent = prefix + ago(iso);
  return element;
}

function chips(words) {
  const list = el('span', { class: 'chips' });
  for (const word of words) {
    list.append(el('span', { class: 'chip' }, visible(word)));
  }
  return list;
}

function findingsOf(findings) {
  const list = el('ul', { class: 'findings' });
  if (findings.hidden > 0) {
    list.append(el('li', {}, `${plural(findings.hidden, 'hidden or direction-changing character', 'hidden or direction-changing characters')}, shown as U+… badges.`));
  }
  if (findings.foreign > 0) {
    list.append(el('li', {}, `${plural(findings.foreign, 'character in a name is', 'characters in names are')} not plain ASCII and may only look familiar; underlined.`));
  }
  return list.childElementCount > 0 ? list : '';
}

function statementBlock(approval) {
  const { fragment, findings } = statement(approval.statement);
  const lines = approval.statement.split('\n').length;
  const facts = [plural(lines, 'line', 'lines'), plural(approval.statement.length, 'character', 'characters')];
  if (findings.comments > 0) {
    facts.push(plural(findings.comments, 'comment', 'comments'));
  }
  return el('div', { class: 'block' },
    el('div', { class: 'block-head' }, el('h3', {}, 'Statement'), el('span', { class: 'quiet' }, facts.join(', '))),
    findingsOf(findings),
    el('pre', { class: 'sql', dir: 'ltr' }, el('code', {}, fragment)));
}

function parameterBlock(approval) {
  if (approval.parameters.length === 0) {
    return '';
  }
  const rows = approval.parameters.map((parameter, index) => {
    const value = el('td', { class: 'value', dir: 'ltr' });
    if (parameter.value === null) {
      value.append(el('span', { class: 'null' }, 'NULL'));
    } else if (parameter.value === '') {
      value.append(el('span', { class: 'null' }, 'empty text'));
    } else {
      value.append(parameter.format === 'BINARY' ? '\\x' : '', visible(parameter.value));
    }
    const type = TYPES.get(parameter.typeOid) ?? (parameter.typeOid === 0 ? 'type left open' : `type ${parameter.typeOid}`);
    return el('tr', {},
      el('th', { scope: 'row' }, `$${index + 1}`),
      el('td', { class: 'type' }, parameter.format === 'BINARY' ? `${type}, binary` : type),
      value);
  });
  return el('div', { class: 'block' },
    el('div', { class: 'block-head' }, el('h3', {}, 'Parameters')),
    el('table', { class: 'parameters' }, el('tbody', {}, ...rows)));
}

function reasonBlock(approval) {
  const items = approval.reasons.map((rule) => el('li', {}, visible(rule.reason || 'The rule gives no reason.'), ' ',
    el('code', { class: 'rule' }, visible(rule.ruleId))));
  return el('div', { class: 'why' }, el('h3', {}, 'Why it was stopped'), el('ul', {}, ...items));
}

function details(approval) {
  const pairs = [
    ['Approval', approval.id], ['Session', approval.sessionId], ['Statement', approval.statementId],
    ['Search path', approval.searchPath.join(', ')], ['May decide', approval.approverGroups.join(', ')],
    ['Requested', full(approval.requestedAt)], ['Expires', full(approval.expiresAt)],
    ['Requester’s issuer', approval.requester.issuer], ['Policy version', approval.policyVersion],
  ];
  const list = el('dl');
  for (const [name, value] of pairs) {
    list.append(el('dt', {}, name), el('dd', {}, visible(value)));
  }
  return el('details', { class: 'details' }, el('summary', {}, 'Details'), list);
}

function from(approval) {
  const line = el('p', { class: 'from quiet' });
  line.append('from ', visible(approval.clientAddress));
  if (approval.applicationName) {
    line.append(' with ', visible(approval.applicationName));
  }
  line.append(' · ', time(approval.requestedAt, 'asked '));
  return line;
}

/** What is asked: the same for pending and decided requests. */
export function question(approval) {
  return [reasonBlock(approval), statementBlock(approval), parameterBlock(approval), details(approval)];
}

/** Badge, decider and reason of a decided request. */
export function outcome(approval) {
  const { word, tone, note } = OUTCOMES[approval.state] ?? { word: approval.state, tone: 'idle', note: '' };
  const line = el('p', { class: 'outcome-line' }, el('span', { class: `pill ${tone}` }, word), ' ');
  if (approval.decidedBy !== null) {
    line.append(approval.state === 'WITHDRAWN' ? 'after approval by ' : 'by ', el('strong', {}, visible(approval.decidedBy)), ' ');
  }
  line.append(time(approval.stateSince, ''));
  const parts = [line];
  if (approval.decisionReason) {
    parts.push(el('p', { class: 'quote' }, visible(approval.decisionReason)));
  }
  return { parts, word, tone, note };
}

/**
 * A card that keeps its place and what is typed into it while time passes.
 * `onVote(id, verb, reason)` resolves to the approval as it then is, or throws ApiError.
 */
export class Card {
  constructor(approval, onVote) {
    this.approval = approval;
    this.onVote = onVote;
    this.left = el('span', { class: 'pill left' });
    this.foot = el('div', { class: 'foot' });
    const title = el('h2', { class: 'who', id: `who-${approval.id}` }, visible(approval.requester.subject));
    this.element = el('article', { class: 'card', tabindex: '-1', 'aria-labelledby': `who-${approval.id}` },
      el('div', { class: 'card-head' },
        el('div', { class: 'card-who' }, title, chips(approval.requester.groups)),
        this.left),
      el('p', { class: 'where' }, el('strong', {}, visible(approval.database)), ' as ', visible(approval.databaseRole)),
      from(approval),
      ...question(approval),
      this.foot);
    this.show();
  }

  get isPending() {
    return this.approval.state === 'PENDING';
  }

  update(approval) {
    const changed = approval.state !== this.approval.state || approval.mayDecide !== this.approval.mayDecide;
    this.approval = approval;
    if (changed) {
      this.show();
    }
    return changed;
  }

  show() {
    this.element.dataset.state = this.approval.state;
    this.left.hidden = !this.isPending;
    if (!this.isPending) {
      const { parts, tone, note } = outcome(this.approval);
      this.foot.className = `foot outcome ${tone}`;
      this.foot.replaceChildren(...parts, note ? el('p', { class: 'quiet' }, note) : '');
      this.foot.tabIndex = -1;
    } else if (this.approval.mayDecide) {
      this.foot.className = 'foot';
      this.foot.replaceChildren(this.form());
    } else {
      this.foot.className = 'foot';
      this.foot.replaceChildren(el('p', { class: 'cannot' }, this.sentence(this.approval.whyNot)));
    }
    this.tick();
  }

  sentence(words) {
    return words ? `${words[0].toUpperCase()}${words.slice(1)}.` : '';
  }

  form() {
    const id = `reason-${this.approval.id}`;
    this.reason = el('textarea', { id, rows: '2', maxlength: '1000', 'aria-describedby': `${id}-hint` });
    this.hint = el('p', { id: `${id}-hint`, class: 'hint' }, 'Needed to deny. The requester sees the outcome; the reason goes on the record.');
    this.approve = el('button', { class: 'approve', type: 'button' }, 'Approve');
    this.deny = el('button', { class: 'deny', type: 'button' }, 'Deny');
    this.approve.addEventListener('click', () => this.cast('approve'));
    this.deny.addEventListener('click', () => this.cast('deny'));
    this.reason.addEventListener('input', () => this.complain(null));
    return el('div', { class: 'form' },
      el('div', { class: 'field' }, el('label', { for: id }, 'Reason'), this.reason, this.hint),
      el('div', { class: 'buttons' }, this.approve, this.deny));
  }

  complain(words) {
    this.hint.classList.toggle('bad', words !== null);
    if (words === null) {
      this.reason.removeAttribute('aria-invalid');
      return;
    }
    this.reason.setAttribute('aria-invalid', 'true');
    this.hint.textContent = words;
    this.reason.focus();
  }

  busy(isBusy) {
    this.element.setAttribute('aria-busy', String(isBusy));
    for (const control of [this.approve, this.deny, this.reason]) {
      control.disabled = isBusy;
    }
  }

  async cast(verb) {
    const reason = this.reason.value.trim();
    if (verb === 'deny' && reason === '') {
      this.complain('Say why, so that the requester’s side can act on it.');
      return;
    }
    this.busy(true);
    try {
      this.update(await this.onVote(this.approval.id, verb, reason));
      this.foot.focus();
    } catch (error) {
      this.busy(false);
      if (error.approval) {
        this.update(error.approval);
      }
      if (this.isPending && this.approval.mayDecide) {
        this.complain(this.sentence(error.message));
      }
    }
  }

  /** Once a second: the time left, and since when. */
  tick() {
    if (this.isPending) {
      const seconds = secondsLeft(this.approval.expiresAt);
      this.left.textContent = seconds > 0 ? `${countdown(seconds)} left` : 'time is up';
      this.left.classList.toggle('soon', seconds <= 60);
      if (seconds === 0 && this.approve) {
        this.busy(true);
      }
    }
    tickTimes(this.element);
  }
}

export function tickTimes(root) {
  for (const element of root.querySelectorAll('time')) {
    const words = element.dataset.prefix + ago(element.dateTime);
    if (element.textContent !== words) {
      element.textContent = words;
    }
  }
}
