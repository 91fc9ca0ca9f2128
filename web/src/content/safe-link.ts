/** An address that people may be led to. */
export interface SafeLink {
  readonly href: string;
  /** The host, in ASCII as the network knows it, or the mail address. */
  readonly place: string;
}

const longest = 2048;
const isWeb = /^https?:\/\//i;
const isMail = /^mailto:/i;
/** Spaces, controls, what shows nothing, and signs that no address holds: a parser may drop or turn them. */
const unfit = /[\s\p{C}<>"`\\]/u;
const mailAddress = /^[A-Za-z0-9.!#$&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}$/;

/**
 * Null = no link. Only what begins with `http://`, `https://` or `mailto:`, letter for letter: no other scheme, however it is written, and
 * nothing relative. A name or password before the host is refused, for its one use today is to look like a host. Of a mail
 * link the address alone stays: copies and bodies would be filled in that nobody sees here.
 */
export function readLink(text: string): SafeLink | null {
  if (text.length > longest || unfit.test(text)) return null;
  if (isMail.test(text)) return readMail(text);
  if (!isWeb.test(text) || !URL.canParse(text)) return null;
  const { href, protocol, host, username, password } = new URL(text);
  if ((protocol !== 'http:' && protocol !== 'https:') || username || password) return null;
  return { href, place: host };
}

function readMail(text: string): SafeLink | null {
  const address = text.slice('mailto:'.length).split('?', 1)[0] ?? '';
  return mailAddress.test(address) ? { href: `mailto:${address}`, place: address } : null;
}

/** A bare address as it is shown: as typed, but with the host in ASCII, so that аррӏе.com does not pass for apple.com. */
export function bareLabel(text: string, { place }: SafeLink): string {
  const begin = text.indexOf('://') + 3;
  if (begin < 3) return text;
  const end = begin + hostLength(text.slice(begin));
  return text.slice(begin, end).toLowerCase() === place ? text : text.slice(0, begin) + place + text.slice(end);
}

const dots = /[。｡․]/g;
const slashes = /[⁄∕⧸]/g;
const formats = /\p{Cf}/gu;
const between = /[\s,;"'()<>[\]{}|]+/;

/** Whether the label of a link names some host or mail address other than the one that it leads to. */
export function misleads(label: string, { place }: SafeLink): boolean {
  const words = label.normalize('NFKC').replace(formats, '').replace(dots, '.').replace(slashes, '/').split(between);
  return words.some((word) => {
    const named = placeIn(word.toLowerCase());
    return named !== null && withoutWww(named) !== withoutWww(place.toLowerCase());
  });
}

/** The host or mail address that a word looks like; null = neither. */
function placeIn(word: string): string | null {
  const schemeEnd = word.indexOf('://');
  const rest = schemeEnd >= 0 ? word.slice(schemeEnd + 3) : word.startsWith('mailto:') ? word.slice(7) : word;
  const authority = rest.slice(0, hostLength(rest)).replace(/[.:!?]$/, '');
  if (schemeEnd < 0 && !/\.[^.\d][^.]/.test(authority) && !/^\d+\.\d+\.\d+\.\d+/.test(authority)) return null;
  if (authority.includes('@')) return authority;
  // Whatever the browser can not read is no host that the link could lead to.
  return URL.canParse(`http://${authority}`) ? new URL(`http://${authority}`).host : authority;
}

function hostLength(rest: string): number {
  const length = rest.search(/[/?#]/);
  return length < 0 ? rest.length : length;
}

function withoutWww(place: string): string {
  return place.startsWith('www.') ? place.slice(4) : place;
}
