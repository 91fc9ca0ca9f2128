import { setTimeout as delay } from 'node:timers/promises';
import type { Members } from './members.ts';
import type { TabReport } from './messages.ts';
import type { Tab } from './tabs.ts';

const lookMs = 250;
const answerMs = 2_000;

/** Looks until it is so; false = it was not within that time. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs;
  for (;;) {
    if (await isSo()) return true;
    if (Date.now() > end) return false;
    await delay(lookMs);
  }
}

function reportsOf(tabs: readonly Tab[]): Promise<(TabReport | null)[]> {
  return Promise.all(tabs.map((tab) => tab.report(answerMs)));
}

/** All that is followed is live, in every tab. */
export async function areLive(tabs: readonly Tab[]): Promise<boolean> {
  return (await reportsOf(tabs)).every(isLive);
}

function isLive(report: TabReport | null): boolean {
  return report !== null && report.timelines.every(({ status, error }) => status === 'live' && error === null);
}

/** What is still going on, in words; '' = nothing: all is sent, all are live, and all who follow a channel show the same last message. */
export async function restlessIn(tabs: readonly Tab[]): Promise<string> {
  const reports = await reportsOf(tabs);
  const last = new Map<string, Set<number>>();
  const words = tabs.flatMap(({ by }, index) => {
    const report = reports[index];
    if (!report) return [`${by} does not answer`];
    const { waiting, refused, timelines } = report;
    for (const { channel, shown } of timelines) last.set(channel, (last.get(channel) ?? new Set()).add(shown));
    return [
      ...(waiting + refused > 0 ? [`${by} has ${waiting} to send and ${refused} refused`] : []),
      ...timelines
        .filter((one) => one.status !== 'live' || one.error !== null || one.pending > 0 || !one.isNewest)
        .map(({ channel, status, error, pending }) => `${by} ${channel} ${error ?? status}, ${pending} pending`),
    ];
  });
  for (const [channel, { size }] of last) if (size > 1) words.push(`${channel} ends in ${size} ways`);
  return words.join('; ');
}

/**
 * As an application and its people do: begins anew with channels that had ended and may be read again, and does something about what
 * was refused.
 */
export async function tend(tabs: readonly Tab[], members: Members, how: 'retry' | 'discard'): Promise<void> {
  await Promise.all(
    tabs.map(async (tab) => {
      const report = await tab.report(answerMs);
      if (report && report.refused > 0) tab.tell({ type: 'tidy', how });
      for (const { channel, error } of report?.timelines ?? []) {
        if (error !== null && members.mayRead(tab.person, channel)) tab.tell({ type: 'reopen', channel });
      }
    }),
  );
}
