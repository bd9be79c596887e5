// Text of others, shown so that nothing in it can hide: every character that draws nothing, or that changes how its
// neighbours are drawn, becomes a badge with its code point. Nodes are made from text only.

const NAMES = new Map([
  [0x00a0, 'no-break space'], [0x00ad, 'soft hyphen'], [0x034f, 'combining grapheme joiner'],
  [0x061c, 'Arabic letter mark'], [0x115f, 'Hangul filler'], [0x1160, 'Hangul filler'], [0x180e, 'Mongolian vowel separator'],
  [0x200b, 'zero width space'], [0x200c, 'zero width non-joiner'], [0x200d, 'zero width joiner'],
  [0x200e, 'left-to-right mark'], [0x200f, 'right-to-left mark'], [0x2028, 'line separator'], [0x2029, 'paragraph separator'],
  [0x202a, 'left-to-right embedding'], [0x202b, 'right-to-left embedding'], [0x202c, 'pop directional formatting'],
  [0x202d, 'left-to-right override'], [0x202e, 'right-to-left override'], [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'], [0x2067, 'right-to-left isolate'], [0x2068, 'first strong isolate'],
  [0x2069, 'pop directional isolate'], [0x2800, 'blank Braille pattern'], [0x3000, 'ideographic space'],
  [0x3164, 'Hangul filler'], [0xfeff, 'zero width no-break space'], [0xffa0, 'Hangul filler'],
  [0x09, 'tab'], [0x0b, 'vertical tab'], [0x0c, 'form feed'], [0x0d, 'carriage return'], [0x00, 'null'], [0x1b, 'escape'],
]);

const HIDDEN = new RegExp(
  '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\p{Variation_Selector}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\uffa0]|(?! )\\p{Zs}',
  'gu');
const PLAIN_CONTROLS = new Set(['\n']);
const FOREIGN = /[^\x00-\x7f]/gu;

function codePoint(character) {
  return 'U+' + character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
}

function span(className, text, title) {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  if (title) {
    element.title = title;
  }
  return element;
}

function badge(character) {
  const code = codePoint(character);
  const name = NAMES.get(character.codePointAt(0)) ?? 'character that draws nothing';
  const element = span('badge', code, `${code} ${name}`);
  element.setAttribute('aria-label', `character ${code}, ${name}`);
  element.setAttribute('role', 'img');
  return element;
}

function eachMatch(pattern, text, onText, onMatch) {
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) {
      onText(text.slice(from, match.index));
    }
    onMatch(match[0]);
    from = match.index + match[0].length;
  }
  if (from < text.length) {
    onText(text.slice(from));
  }
}

function appendVisible(parent, text, onPlain, findings) {
  eachMatch(HIDDEN, text, onPlain, (character) => {
    if (PLAIN_CONTROLS.has(character)) {
      parent.append(character);
    } else if (character === '\t') {
      parent.append(span('tab', '\t', 'tab'));
    } else {
      findings.hidden += 1;
      parent.append(badge(character));
    }
  });
}

/** A fragment with every character of the text, the hidden ones as badges. */
export function visible(text) {
  const fragment = document.createDocumentFragment();
  appendVisible(fragment, String(text), (plain) => fragment.append(plain), { hidden: 0 });
  return fragment;
}

const NAME_CHARACTER = /[\p{L}\p{N}_$]/u;

// Where a piece of SQL that starts at `at` ends, by PostgreSQL's lexical rules; `kind` says how it is shown.
function pieceAt(sql, at) {
  const two = sql.slice(at, at + 2);
  if (two === '--') {
    const end = sql.slice(at).search(/[\n\r]/);
    return { kind: 'comment', end: end < 0 ? sql.length : at + end };
  }
  if (two === '/*') {
    return { kind: 'comment', end: blockCommentEnd(sql, at) };
  }
  if (sql[at] === "'") {
    const escapes = at > 0 && /[eE]/.test(sql[at - 1]) && !(at > 1 && NAME_CHARACTER.test(sql[at - 2]));
    return { kind: 'string', end: quotedEnd(sql, at, "'", escapes) };
  }
  if (sql[at] === '"') {
    return { kind: 'name', end: quotedEnd(sql, at, '"', false) };
  }
  if (sql[at] === '$' && !(at > 0 && NAME_CHARACTER.test(sql[at - 1]))) {
    const tag = /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(sql.slice(at, at + 80));
    if (tag) {
      const close = sql.indexOf(tag[0], at + tag[0].length);
      return { kind: 'string', end: close < 0 ? sql.length : close + tag[0].length };
    }
  }
  return null;
}

function blockCommentEnd(sql, at) {
  let depth = 0;
  let i = at;
  while (i < sql.length) {
    if (sql.startsWith('/*', i)) {
      depth += 1;
      i += 2;
    } else if (sql.startsWith('*/', i)) {
      depth -= 1;
      i += 2;
      if (depth === 0) {
        return i;
      }
    } else {
      i += 1;
    }
  }
  return sql.length;
}

function quotedEnd(sql, at, quote, escapes) {
  for (let i = at + 1; i < sql.length; i += 1) {
    if (escapes && sql[i] === '\\') {
      i += 1;
    } else if (sql[i] === quote) {
      if (sql[i + 1] !== quote) {
        return i + 1;
      }
      i += 1;
    }
  }
  return sql.length;
}

function pieces(sql) {
  const found = [];
  let codeFrom = 0;
  let at = 0;
  while (at < sql.length) {
    const piece = /['"$/-]/.test(sql[at]) ? pieceAt(sql, at) : null;
    if (piece) {
      if (at > codeFrom) {
        found.push({ kind: 'code', text: sql.slice(codeFrom, at) });
      }
      found.push({ kind: piece.kind, text: sql.slice(at, piece.end) });
      at = piece.end;
      codeFrom = at;
    } else {
      at += 1;
    }
  }
  if (codeFrom < sql.length) {
    found.push({ kind: 'code', text: sql.slice(codeFrom) });
  }
  return found;
}

/**
 * The whole statement as a fragment, and what in it deserves a second look: hidden characters, letters outside ASCII in
 * names, comments.
 */
export function statement(sql) {
  const fragment = document.createDocumentFragment();
  const findings = { hidden: 0, foreign: 0, comments: 0 };
  for (const piece of pieces(sql)) {
    const inNames = piece.kind === 'code' || piece.kind === 'name';
    findings.comments += piece.kind === 'comment' ? 1 : 0;
    const parent = piece.kind === 'code' ? fragment : span(`sql-${piece.kind}`, '');
    appendVisible(parent, piece.text, (plain) => {
      if (!inNames) {
        parent.append(plain);
        return;
      }
      eachMatch(FOREIGN, plain, (ascii) => parent.append(ascii), (letter) => {
        findings.foreign += 1;
        parent.append(span('foreign', letter, `${codePoint(letter)}, not an ASCII letter`));
      });
    }, findings);
    if (parent !== fragment) {
      fragment.append(parent);
    }
  }
  return { fragment, findings };
}
