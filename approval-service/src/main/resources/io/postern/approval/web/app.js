// The page: keeps the cards in step with the service.

import * as api from './api.js';
import { Card, el, outcome, question, tickTimes } from './card.js';
import { setServerTime } from './time.js';
import { statement, visible } from './text.js';

const LEAVE_AFTER_MILLIS = 12000;
const RETRY_MILLIS = 2000;

const byId = (id) => document.getElementById(id);
const cards = new Map();
const linkedId = decodeURIComponent(/^\/approvals\/([^/]+)$/.exec(location.pathname)?.[1] ?? '');
let isLinkShown = linkedId === '';
let isFirstRefresh = true;
let isAway = false;

function announce(words) {
  byId('announcer').textContent = words;
}

function notice(...content) {
  byId('notice').replaceChildren(...content);
  byId('notice').hidden = content.length === 0;
}

function connection(state, words) {
  byId('link').dataset.state = state;
  byId('link-text').textContent = words;
}

function signInAgain() {
  connection('down', 'Signed out');
  notice('Your sign-in has ended. ', el('a', { href: `/sign-in?return=${encodeURIComponent(location.pathname)}` }, 'Sign in again'), ' to go on.');
}

function complain(error) {
  if (error.status === 401) {
    signInAgain();
  } else if (error instanceof api.ApiError && (error.status === 0 || error.status === 503)) {
    isAway = true;
    notice('The service is not answering. Trying again.');
    setTimeout(refresh, RETRY_MILLIS);
  } else if (error instanceof api.ApiError) {
    notice(error.message);
  } else {
    throw error;
  }
}

async function vote(id, verb, reason) {
  try {
    const approval = await api.vote(id, verb, reason);
    announce(`${outcome(approval).word}: request of ${approval.requester.subject}`);
    return approval;
  } catch (error) {
    announce(error.message);
    if (error.status === 401) {
      signInAgain();
    }
    throw error;
  } finally {
    refresh();
  }
}

function addCard(approval) {
  const card = new Card(approval, vote);
  cards.set(approval.id, card);
  byId('cards').append(card.element);
  return card;
}

// Decided cards stay a while, and never leave under a pointer or while they have the focus: what moves gets misclicked.
function scheduleLeave(card) {
  if (card.leaving || card.approval.id === linkedId) {
    return;
  }
  card.leaving = true;
  const leave = () => {
    if (byId('cards').matches(':hover, :focus-within')) {
      setTimeout(leave, 1500);
      return;
    }
    card.element.remove();
    cards.delete(card.approval.id);
    refresh();
  };
  setTimeout(leave, LEAVE_AFTER_MILLIS);
}

function showPending(list) {
  const inOrder = [...list.approvals].reverse();
  for (const approval of inOrder) {
    const card = cards.get(approval.id);
    if (card) {
      card.update(approval);
    } else {
      addCard(approval);
      if (!isFirstRefresh) {
        announce(`New request of ${approval.requester.subject} on ${approval.database}`);
      }
    }
  }
  byId('waiting-more').hidden = !list.more;
}

async function settle(pending, decided) {
  const waiting = new Set(pending.approvals.map((approval) => approval.id));
  const known = new Map(decided.approvals.map((approval) => [approval.id, approval]));
  for (const [id, card] of cards) {
    if (waiting.has(id)) {
      continue;
    }
    const now = known.get(id) ?? await api.approval(id).catch(() => null);
    if (now === null) {
      continue;
    }
    if (card.update(now) && !card.isPending) {
      announce(`${outcome(now).word}: request of ${now.requester.subject}`);
    }
    if (!card.isPending) {
      scheduleLeave(card);
    }
  }
}

function showDecided(list) {
  const open = new Set([...document.querySelectorAll('.row[open]')].map((row) => row.dataset.id));
  const focused = document.activeElement?.closest?.('.row')?.dataset.id;
  const rows = list.approvals.filter((approval) => !cards.has(approval.id)).map((approval) => {
    const { parts } = outcome(approval);
    const row = el('details', { class: 'row', open: open.has(approval.id) },
      el('summary', {},
        el('span', { class: 'row-what' }, el('strong', {}, visible(approval.requester.subject)), ' on ', visible(approval.database)),
        ...parts,
        el('code', { class: 'row-statement', dir: 'ltr' }, statement(approval.statement).fragment)),
      el('div', { class: 'row-body' }, ...question(approval)));
    row.dataset.id = approval.id;
    return row;
  });
  byId('decided').replaceChildren(...rows);
  byId('decided-empty').hidden = rows.length > 0;
  rows.find((row) => row.dataset.id === focused)?.querySelector('summary').focus();
}

function showCounts() {
  const waiting = [...cards.values()].filter((card) => card.isPending).length;
  byId('waiting-count').textContent = waiting;
  byId('waiting-count').hidden = waiting === 0;
  byId('empty').hidden = cards.size > 0;
  document.title = `${waiting > 0 ? `(${waiting}) ` : ''}Approvals · Postern`;
}

// Once: the request that the page's address names, on top and in focus, decided or not.
async function showLink() {
  if (isLinkShown) {
    return;
  }
  try {
    const card = cards.get(linkedId) ?? addCard(await api.approval(linkedId));
    card.element.classList.add('linked');
    byId('cards').prepend(card.element);
    card.element.scrollIntoView({ block: 'start' });
    card.element.focus({ preventScroll: true });
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
    notice('The request of this link does not exist, or it is not for you to see.');
  }
  isLinkShown = true;
}

let running = null;
let again = false;

/** Brings the page up to date; calls during one run make one more run. */
function refresh() {
  if (running) {
    again = true;
    return running;
  }
  running = (async () => {
    do {
      again = false;
      try {
        const [pending, decided] = await Promise.all([api.pending(), api.decided()]);
        setServerTime(pending.now);
        if (isAway) {
          isAway = false;
          notice();
        }
        showPending(pending);
        await showLink();
        await settle(pending, decided);
        showDecided(decided);
        showCounts();
        isFirstRefresh = false;
      } catch (error) {
        complain(error);
      }
    } while (again);
  })().finally(() => {
    running = null;
  });
  return running;
}

function listen() {
  const events = new EventSource('/api/events');
  events.addEventListener('hello', () => {
    connection('up', 'Live');
    refresh();
  });
  events.addEventListener('changed', refresh);
  events.addEventListener('error', () => {
    connection('down', 'Reconnecting');
    if (events.readyState === EventSource.CLOSED) {
      api.me().then(() => setTimeout(listen, RETRY_MILLIS), (error) => {
        if (error.status === 401) {
          signInAgain();
        } else {
          setTimeout(listen, RETRY_MILLIS);
        }
      });
    }
  });
}

async function start() {
  try {
    const me = await api.me();
    byId('me').replaceChildren(visible(me.subject));
    byId('me').title = me.groups.join(', ');
  } catch (error) {
    complain(error);
  }
  await refresh();
  listen();
  setInterval(() => {
    cards.forEach((card) => card.tick());
    tickTimes(byId('decided'));
  }, 1000);
}

start();
