/** Where a dictionary of a PDF ends: strings and comments are passed over, whatever they hold. (ISO 32000-1, 7.2, 7.3) */

/** Longer than any dictionary that says something of other objects. */
const MOST = 16_384;

/** Behind the `>>` of the dictionary in which `from` stands; null where it has no end near by or is none. */
export function dictionaryEnds(text: string, from: number): number | null {
  let depth = 1;
  const last = Math.min(text.length, from + MOST);
  for (let at = from; at < last; at += 1) {
    switch (text[at]) {
      case '%':
        at = lineEnds(text, at, last);
        break;
      case '(':
        at = stringEnds(text, at, last);
        break;
      case ')':
        return null;
      case '<':
        if (text[at + 1] === '<') {
          depth += 1;
          at += 1;
        } else at = hexEnds(text, at, last);
        break;
      case '>':
        if (text[at + 1] !== '>') return null;
        at += 1;
        depth -= 1;
        if (depth === 0) return at + 1;
        break;
      default:
    }
  }
  return null;
}

function lineEnds(text: string, from: number, last: number): number {
  let at = from;
  while (at < last && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function hexEnds(text: string, from: number, last: number): number {
  let at = from;
  while (at < last && text[at] !== '>') at += 1;
  return at;
}

/** The `)` of a string that begins here: those inside come in pairs or behind a backslash. */
function stringEnds(text: string, from: number, last: number): number {
  let depth = 0;
  for (let at = from; at < last; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return last;
}
