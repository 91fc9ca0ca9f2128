import { createContext, use, useCallback } from 'react';

/** What this window can call people. Whoever is not in it is called by id: they have not signed in yet, or are not known here. */
export type PersonNames = ReadonlyMap<string, string>;

export const PersonNamesContext = createContext<PersonNames>(new Map());

export function usePersonName(): (userId: string) => string {
  const names = use(PersonNamesContext);
  return useCallback((userId) => names.get(userId) ?? userId, [names]);
}
