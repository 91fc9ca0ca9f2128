import type { HandlerContext } from '../evaluation.ts';

/** All that the library takes from outside. Strings and numbers go in and out, and none of them throws. */
export interface HostFunctions {
  /** Epoch milliseconds. */
  now(): number;
  /** Two hexadecimal digits per byte. */
  randomHex(bytes: number): string;
  /** The base64 of the text's UTF-8. */
  encodeBase64(text: string): string;
  /** Takes anything, as Java's lenient decoder does: characters outside the alphabet are skipped. */
  decodeBase64(text: string): string;
  /** JSON text; '' = it is no XML that is read here. */
  xmlToJson(text: string): string;
  /** A member of the context that the handler runs with, as JSON text. To be asked for those that it has. */
  contextMember(name: keyof HandlerContext): string;
  hasContextMember(name: keyof HandlerContext): boolean;
}
