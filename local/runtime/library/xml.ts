import { host } from './host.ts';
import { toJson, type PlainObject } from './plain-data.ts';
import { parseJson, TypeError } from './primordials.ts';
import { requireWatch } from './watch.ts';

/** `util.xml` (AppSync Developer Guide, "XML helpers"). Text that is no XML is an error. */
export const xml = {
  toMap(text: unknown): PlainObject | null {
    // An XML document is an object with its root element as the only member.
    return text === null || text === undefined ? null : (parseJson(readXml(text)) as PlainObject);
  },
  /** `isEncoded` makes the JSON text a JSON string of its own. */
  toJsonString(text: unknown, isEncoded?: unknown): string | null {
    if (text === null || text === undefined) return null;
    const json = readXml(text);
    return isEncoded === true ? toJson(json) : json;
  },
};

function readXml(text: unknown): string {
  if (typeof text !== 'string') throw new TypeError('util.xml takes a string');
  requireWatch();
  const json = host().xmlToJson(text);
  if (json === '') throw new TypeError('the text is no XML that util.xml reads');
  return json;
}
