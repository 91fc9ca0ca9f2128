import { host } from './host.ts';
import { countText } from './metering.ts';
import {
  charCodeAt,
  decodeURIComponent,
  encodeURIComponent,
  normalize,
  padStart,
  replaceText,
  toHex,
  TypeError,
} from './primordials.ts';

export function base64Encode(text: unknown): string {
  return host().encodeBase64(requireText(text, 'base64Encode'));
}

export function base64Decode(text: unknown): string {
  return host().decodeBase64(requireText(text, 'base64Decode'));
}

const loneSurrogate = /\p{Surrogate}/gu;
// What encodeURIComponent leaves alone and a form does not.
const unencoded = /[!'()~]/g;

/** As `application/x-www-form-urlencoded`: a space becomes `+`. */
export function urlEncode(text: unknown): string {
  const wellFormed = replaceText(requireText(text, 'urlEncode'), loneSurrogate, '?');
  const encoded = replaceText(encodeURIComponent(wellFormed), /%20/g, '+');
  return replaceText(encoded, unencoded, (found) => `%${toHex(charCodeAt(`${found}`, 0)).toUpperCase()}`);
}

export function urlDecode(text: unknown): string {
  return decodeURIComponent(replaceText(requireText(text, 'urlDecode'), /\+/g, ' '));
}

const namedEscapes: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '/': '\\/',
};

/** All that is not printable ASCII becomes an escape too, as in Java's `escapeEcmaScript`. */
export function escapeJavaScript(text: unknown): string {
  return replaceText(requireText(text, 'escapeJavaScript'), /["'\\/]|[^ -~]/g, (found) => {
    const character = `${found}`;
    return namedEscapes[character] ?? `\\u${padStart(toHex(charCodeAt(character, 0)).toUpperCase(), 4)}`;
  });
}

const forms = ['nfc', 'nfd', 'nfkc', 'nfkd'];

export function normalizeText(text: unknown, form: unknown): string {
  if (typeof form !== 'string' || forms.indexOf(form) === -1) {
    throw new TypeError(`str.normalize takes one of the forms ${forms.join(', ')}`);
  }
  return normalize(requireText(text, 'str.normalize'), form.toUpperCase());
}

function requireText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new TypeError(`util.${name} takes a string`);
  countText(value.length);
  return value;
}
