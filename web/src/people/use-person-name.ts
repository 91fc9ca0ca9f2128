import { createContext, use } from 'react';

/** What this window can call people. Whoever is not in it is called by id: the API does not tell names of others yet. */
export type PersonNames = ReadonlyMap<string, string>;

export const PersonNamesContext = createContext<PersonNames>(new Map());

export function usePersonName(): (userId: string) => string {
  const names = use(PersonNamesContext);
  return (userId) => names.get(userId) ?? userId;
}
