import { createContext } from 'react';

/** Who reads a message, and whom they know. */
export interface Reader {
  nameOf: (userId: string) => string | null;
  me: string;
}

export const ReaderContext = createContext<Reader>({ nameOf: () => null, me: '' });
