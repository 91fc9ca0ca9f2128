import { createContext, createElement, type ReactNode, useContext } from 'react';
import type { Parley } from '../parley.ts';

const ParleyContext = createContext<Parley | null>(null);

/** Gives the hooks below it their `Parley`. It neither makes nor closes it: that is the application's, at sign-in and sign-out. */
export function ParleyProvider({ parley, children }: { parley: Parley; children?: ReactNode }): ReactNode {
  return createElement(ParleyContext.Provider, { value: parley }, children);
}

/** The `Parley` of the `ParleyProvider` above. Throws where there is none. */
export function useParley(): Parley {
  const parley = useContext(ParleyContext);
  if (!parley) throw new Error('There is no <ParleyProvider> above this component.');
  return parley;
}
