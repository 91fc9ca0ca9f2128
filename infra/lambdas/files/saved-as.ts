/** Controls, broken pairs, line ends, separators of paths, and what turns the direction of writing. */
const unfit = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029/\\]/gu;
/** What more than one system does not take, or takes for more than a letter. */
const unplain = /[^\w .()+-]/g;
/** Bytes that names on disks have room for, with some for what a browser adds. */
const longest = 200;

/**
 * A `Content-Disposition` that has the file saved under its name (RFC 6266). The resolvers let no hostile name into a message; this
 * is the last place that could, and so looks for itself.
 */
export function savedAs(name: string): string {
  const fit = shortened(name.replace(unfit, '').replace(/^[. ]+|[. ]+$/g, '')) || 'file';
  const plain = fit.replace(unplain, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(fit)}`;
}

/** At most so many bytes, the ending kept: it says what opens the file. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longest) return name;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  let kept = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    if (Buffer.byteLength(kept + character + ending) > longest) break;
    kept += character;
  }
  return kept + ending;
}

/** RFC 8187: only what it names stays as it is. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
