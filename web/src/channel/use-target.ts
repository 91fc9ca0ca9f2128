import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { ListTarget } from '../list/message-list-props.ts';

/** GraphQL has no greater integer. No channel has such a position either. */
const greatest = 2 ** 31 - 1;

/** The message that the address names by `?at=`. Null = none. Each arrival at an address leads there anew. */
export function useTarget(): ListTarget | null {
  const { key } = useLocation();
  const [search] = useSearchParams();
  const at = search.get('at');
  return useMemo(() => targetOf(at), [at, key]);
}

export function targetOf(at: string | null): ListTarget | null {
  if (at === null || !/^\d{1,20}$/.test(at)) return null;
  const seq = Number(at);
  return seq === 0 ? null : { seq: Math.min(seq, greatest) };
}
