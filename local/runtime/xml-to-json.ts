import { createRequire } from 'node:module';
import type * as FastXmlParser from 'fast-xml-parser';

/**
 * An XML document as JSON text: an element's name is a member, repeated elements become a list, text that writes a number
 * or a boolean becomes one, attributes are members beside the elements, and text beside either is `content`. Numbers with
 * leading zeros stay text. '' = it is no XML, it has a document type, whose entities could make it endless, or an element
 * is named `constructor`, `prototype` or `__proto__`.
 */
export function xmlToJson(text: string): string {
  try {
    if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return '';
    const { XMLParser, XMLValidator } = require('fast-xml-parser') as typeof FastXmlParser;
    if (XMLValidator.validate(text) !== true) return '';
    parser ??= new XMLParser(options);
    return JSON.stringify(parser.parse(text));
  } catch {
    return '';
  }
}

// Loaded by the first call: few APIs read XML, and every start would wait for fifty files.
const require = createRequire(import.meta.url);
let parser: FastXmlParser.XMLParser | null = null;

const options: FastXmlParser.X2jOptions = {
  attributeNamePrefix: '',
  ignoreAttributes: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  numberParseOptions: { hex: false, leadingZeros: false },
  parseAttributeValue: true,
  textNodeName: 'content',
};
