import type { HostFunctions } from './host-functions.ts';
import { Error, RangeError } from './primordials.ts';

let connected: HostFunctions | null = null;

export function connectHost(functions: HostFunctions): void {
  connected = {
    now: guard(functions.now),
    randomHex: guard(functions.randomHex),
    encodeBase64: guard(functions.encodeBase64),
    decodeBase64: guard(functions.decodeBase64),
    xmlToJson: guard(functions.xmlToJson),
    contextMember: guard(functions.contextMember),
    hasContextMember: guard(functions.hasContextMember),
  };
}

/** For the library only; nothing that resolver code can reach may hold it. */
export function host(): HostFunctions {
  if (connected === null) throw new Error('the library was not started');
  return connected;
}

/** A call from the end of the stack can fail inside the host; the host's error must stay there. */
function guard<Given extends unknown[], Answer>(call: (...given: Given) => Answer): (...given: Given) => Answer {
  return (...given) => {
    try {
      return call(...given);
    } catch {
      throw new RangeError('Maximum call stack size exceeded');
    }
  };
}
