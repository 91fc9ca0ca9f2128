import { createContext, use, useSyncExternalStore } from 'react';
import type { People, PeopleState } from './people.ts';

export const PeopleContext = createContext<People | null>(null);

export function usePeople(): People {
  const people = use(PeopleContext);
  if (!people) throw new Error('There is no Shell above.');
  return people;
}

export function usePeopleState(): PeopleState {
  const people = usePeople();
  return useSyncExternalStore(people.onChange, people.state);
}
