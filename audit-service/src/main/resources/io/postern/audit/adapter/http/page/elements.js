/** Page elements. Text goes in as text only. */

/**
 * @param {string} tag with classes, as "p.quiet"
 * @param {Object<string, string>} attributes
 * @param {...(Node|string|null|undefined)} children
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length > 0) {
    element.className = classes.join(" ");
  }
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  for (const child of children) {
    if (child !== null && child !== undefined) {
      element.append(child);
    }
  }
  return element;
}

/** Characters that hide, reorder, or look like a plain space without being one. Line ends and tabs are fine in code. */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u034f\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

const NAMES = {
  "0000": "NUL", "0008": "backspace", "000D": "carriage return", "001B": "escape", "00A0": "no-break space",
  "00AD": "soft hyphen", "200B": "zero width space", "200C": "zero width non-joiner", "200D": "zero width joiner",
  "200E": "left-to-right mark", "200F": "right-to-left mark", "202A": "left-to-right embedding",
  "202B": "right-to-left embedding", "202C": "pop directional formatting", "202D": "left-to-right override",
  "202E": "right-to-left override", "2060": "word joiner", "2066": "left-to-right isolate",
  "2067": "right-to-left isolate", "2068": "first strong isolate", "2069": "pop directional isolate",
  "FEFF": "byte order mark",
};

/** Text with hidden characters shown by number. */
export function visible(text) {
  const fragment = document.createDocumentFragment();
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match[0] === "\n" || match[0] === "\t") {
      continue;
    }
    fragment.append(text.slice(from, match.index));
    const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    fragment.append(el("span.hidden-char", { title: NAMES[code] ?? "invisible character" }, "U+" + code));
    from = match.index + match[0].length;
  }
  fragment.append(text.slice(from));
  return fragment;
}

/** A statement's text, whole. Each line is one line of the text, numbered; a line too wide goes on indented. */
export function code(text, label) {
  const lines = text.split("\n");
  const body = el("code", {}, ...lines.map((line, i) =>
    el("span.line", {}, visible(i < lines.length - 1 ? line + "\n" : line))));
  return el("pre.code" + (lines.length > 1 ? ".numbered" : ""), { tabindex: "0", role: "region", "aria-label": label }, body);
}

/** Content as the service gives it: clear, hex, or sealed. */
export function content(value, label) {
  if (value.clear !== undefined) {
    return code(value.clear, label);
  }
  return el("p.quiet", {}, contentWords(value));
}

export function contentWords(value) {
  if (value.clear !== undefined) {
    return visible(value.clear);
  }
  if (value.hex !== undefined) {
    return "bytes " + value.hex;
  }
  return value.keyId ? "sealed, key " + value.keyId : "sealed";
}

export function badge(kind, text, title) {
  const element = el("span.badge." + kind, {}, text);
  if (title) {
    element.title = title;
  }
  return element;
}

/** A time for people, with the exact one in its title. */
export function time(iso, text) {
  return el("time", { datetime: iso, title: iso }, text);
}

/** Puts the new element in the old one's place and keeps what the reader had opened. */
export function replace(old, fresh) {
  const open = [...old.querySelectorAll("details")].map((details) => details.open);
  fresh.querySelectorAll("details").forEach((details, i) => {
    details.open = open[i] ?? details.open;
  });
  old.replaceWith(fresh);
}
