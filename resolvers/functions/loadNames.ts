import { type Context, runtime } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import type { UserRow } from '#generated/models';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';

/** What this step is about in whichever pipeline it stands. */
interface Names {
  profiles: (UserRow | null)[];
}

/** Reads the profiles of the people on the page that the step before found, which is handed on. Sets `stash.profiles`. */
export function request(ctx: Context<object, Names>) {
  ctx.stash.profiles = [];
  const items: { userId: string }[] = ctx.prev.result.items;
  if (items.length === 0) runtime.earlyReturn(ctx.prev.result);
  // A name that was changed this very moment may be the old one still: it decides nothing.
  return batchGet({ tables: { [ctx.env.USER_TABLE ?? '']: { keys: items.map(({ userId }) => ({ id: userId })) } } });
}

export function response(ctx: Context<object, Names>) {
  requireAnswer(ctx);
  const table = ctx.env.USER_TABLE ?? '';
  if ((ctx.result.unprocessedKeys?.[table] ?? []).length > 0) failUnavailable();
  // In the order of the page. Not by id: a person may be called `constructor`, which every object has something of.
  ctx.stash.profiles = ctx.result.data[table];
  return ctx.prev.result;
}
