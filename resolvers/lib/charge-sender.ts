import { type Context, util } from '@aws-appsync/utils';
import type { ChannelRow } from '#generated/models';
import { callerId } from './caller.ts';
import { failContended, failLimited } from './errors.ts';
import { type Expression, entryIn, valueIn } from './expression.ts';
import { sendLimits } from './send-limits.ts';
import type { ChannelStash } from './stash.ts';

/** The update of a channel's row that takes a position, and its condition, as far as they are made. */
interface Taking {
  to: Expression;
  set: string[];
  remove: string[];
  where: Expression;
  conditions: string[];
}

/** How many people who are paid off one position clears from the row, at most. */
const clearedAtOnce = 20;

/**
 * What was over so long ago is cleared. The row was read a moment before, and by another clock: an entry that was over just then may count again by
 * now, and clearing it would give somebody their limit anew.
 */
const overForMs = 2000;

/** Whether a position counts against the caller's limit. */
export function isRationed({ taking }: ChannelStash): boolean {
  return taking.by !== 'channel' || taking.isOwnDoing === true;
}

/**
 * Adds to the taking of a position what it counts for: against the person's limit, and a new message against the channel's.
 *
 * The channel's row holds, for each person who sent of late, the time by which that is paid off at the rate they have (the
 * generic cell rate algorithm): a message moves it by one interval, and must not move it further ahead than the burst. So the
 * limits cost no call and no capacity of their own, and hold in whatever order writes arrive.
 */
export function chargeSender(ctx: Context<object, ChannelStash>, now: number, taking: Taking): void {
  const { channel, taking: what } = ctx.stash;
  const { to, set, remove, where, conditions } = taking;
  const limits = sendLimits(ctx.env);
  const userId = callerId(ctx);
  const paidAt = entryIn(to, 'senders', 'me', userId);
  const paidAtBefore = entryIn(where, 'senders', 'me', userId);
  if (paidAtOf(channel, userId) <= now) {
    set.push(`${paidAt} = ${valueIn(to, 'paidAt', now + limits.personIntervalMs)}`);
    conditions.push(`(attribute_not_exists(${paidAtBefore}) OR ${paidAtBefore} <= ${valueIn(where, 'paidAt', now)})`);
  } else {
    set.push(`${paidAt} = ${paidAt} + ${valueIn(to, 'interval', limits.personIntervalMs)}`);
    conditions.push(`${paidAtBefore} <= ${valueIn(where, 'paidAt', now + limits.personLeewayMs)}`);
  }
  for (const person of paidOff(channel, userId, now)) remove.push(entryIn(to, 'senders', `p${remove.length}`, person));
  if (what.by !== 'message') return;

  const second = `${Math.floor(now / 1000)}`;
  const sent = entryIn(to, 'sends', 'second', second);
  const sentBefore = entryIn(where, 'sends', 'second', second);
  set.push(`${sent} = if_not_exists(${sent}, ${valueIn(to, 'none', 0)}) + ${valueIn(to, 'message', 1)}`);
  const most = valueIn(where, 'most', limits.channelPerSecond);
  conditions.push(`(attribute_not_exists(${sentBefore}) OR ${sentBefore} < ${most})`);
  for (const past of Object.keys(channel.sends)) {
    if (JSON.parse(past) * 1000 < now - overForMs - 1000) remove.push(entryIn(to, 'sends', `s${remove.length}`, past));
  }
}

/** Ends the resolver where a limit is what a position was refused for. */
export function requireWithinLimits(ctx: Context<object, ChannelStash>, channel: ChannelRow): void {
  const now = util.time.nowEpochMilliSeconds();
  const limits = sendLimits(ctx.env);
  const ahead = paidAtOf(channel, callerId(ctx)) - (now + limits.personLeewayMs);
  if (ahead > 0) failLimited(ahead);
  const isMessage = ctx.stash.taking.by === 'message';
  const sent = channel.sends[`${Math.floor(now / 1000)}`] ?? 0;
  if (isMessage && sent >= limits.channelPerSecond) failLimited(1000 - (now % 1000));
}

/** 0 = sent nothing of late. A person may be called `constructor`, which every object has something of. */
function paidAtOf({ senders }: ChannelRow, userId: string): number {
  return Object.hasOwn(senders, userId) ? (senders[userId] ?? 0) : 0;
}

function paidOff(channel: ChannelRow, userId: string, now: number): string[] {
  const people = Object.keys(channel.senders);
  return people
    .filter((person) => person !== userId && paidAtOf(channel, person) <= now - overForMs)
    .slice(0, clearedAtOnce);
}

/**
 * Ends the resolver where a position was refused that asked nothing of the clock: by a limit that has room again by now, where the
 * row stands at one, or else by what the person sent from elsewhere in this very moment, which is no matter of limits.
 */
export function failRefusedAgain(ctx: Context<object, ChannelStash>): never {
  const { channel, taking } = ctx.stash;
  const now = util.time.nowEpochMilliSeconds();
  const { personIntervalMs, personLeewayMs, channelPerSecond } = sendLimits(ctx.env);
  const isAtTheirLimit = paidAtOf(channel, callerId(ctx)) > now + personLeewayMs - 2 * personIntervalMs;
  const isFull = Object.keys(channel.sends).some((second) => (channel.sends[second] ?? 0) >= channelPerSecond);
  if (isAtTheirLimit || (taking.by === 'message' && isFull)) failLimited(personIntervalMs);
  failContended();
}
