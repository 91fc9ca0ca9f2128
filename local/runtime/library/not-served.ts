import { Error } from './primordials.ts';

/** For what AppSync has and this server has not: a call says so instead of failing as an unknown name. */
export function notServed(name: string): () => never {
  return () => {
    throw new Error(`${name} is not served locally`);
  };
}
