const scheme = /(?:https?:\/\/|mailto:)(?=[^\s])/iy;
/** Where an address ends: at spaces, quotes, brackets of all kinds but round ones, signs of CJK, and what shows nothing. */
const ends = /[\s<>"`\\^{|}[\]。、，；：？！（）「」『』【】《》〈〉\u007F-\u009F]|\p{Cf}/u;
const trailing = ".,:;!?'*_~";

/**
 * Where the address that begins at `start` ends, as people mean it: without the full stop of the sentence and the bracket around it.
 * Null = none begins here. What was looked through without being the address is `seenTo`: it holds no other one.
 */
export function findUrl(text: string, start: number): { end: number; seenTo: number } | null {
  scheme.lastIndex = start;
  const found = scheme.exec(text);
  if (!found) return null;
  const bodyStart = start + found[0].length;
  let end = bodyStart;
  let unclosed = 0;
  for (let character = characterAt(text, end); character && !ends.test(character); character = characterAt(text, end)) {
    if (character === '(') unclosed += 1;
    if (character === ')') unclosed -= 1;
    end += character.length;
  }
  const seenTo = end;
  for (; end > bodyStart; end -= 1) {
    const last = text.charAt(end - 1);
    if (last === ')' && unclosed < 0) unclosed += 1;
    else if (!trailing.includes(last)) break;
  }
  return end > bodyStart ? { end, seenTo } : null;
}

function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}
