import type { Channel, MyChannel, WorkspaceMember } from '@parley/client';
import { callOf } from '../shell/badge.ts';
import { channelTitle } from '../shell/channel-names.ts';
import type { WorkspaceChannels } from '../shell/shell-context.ts';
import { fit, folded } from './fuzzy.ts';

/** What the quick switcher leads to. `join`: a public channel that the reader is not in. `person`: a direct message, whether there is one or not. */
export type SwitcherItem =
  | { readonly kind: 'place'; readonly key: string; readonly title: string; readonly place: MyChannel }
  | { readonly kind: 'join'; readonly key: string; readonly title: string; readonly channel: Channel }
  | {
      readonly kind: 'person';
      readonly key: string;
      readonly title: string;
      readonly userId: string;
      readonly workspaceId: string;
    };

export interface SwitcherSources {
  readonly workspaces: readonly WorkspaceChannels[];
  /** Public channels of the workspace that is shown. */
  readonly browsed: readonly Channel[];
  /** Of the workspace that is shown. */
  readonly members: readonly WorkspaceMember[];
  readonly me: string;
  readonly openId: string | null;
  nameOf(userId: string): string;
}

const mostShown = 30;
/** What is archived comes after all that is live and fits about as well. */
const archivedBy = 250;

/** Everywhere that the reader could go. */
export function switcherItems({ workspaces, browsed, members, me, nameOf }: SwitcherSources): SwitcherItem[] {
  const places = workspaces.flatMap(({ channels }) => channels);
  const ids = new Set(places.map(({ channel }) => channel.id));
  // Who has a direct message with the reader alone is found as that.
  const met = new Set(
    places.flatMap(({ channel: { isDm, members: people } }) =>
      isDm && people?.length === 2 ? people.filter((id) => id !== me) : [],
    ),
  );
  return [
    ...places.map((place): SwitcherItem => {
      const title = channelTitle(place.channel, me, nameOf);
      return { kind: 'place', key: place.channel.id, title, place };
    }),
    ...browsed
      .filter(({ id, archivedAt }) => !ids.has(id) && !archivedAt)
      .map((channel): SwitcherItem => ({ kind: 'join', key: channel.id, title: channel.name ?? channel.id, channel })),
    ...members
      .filter(({ userId }) => userId !== me && !met.has(userId))
      .map(({ userId, workspaceId, user }): SwitcherItem => {
        return { kind: 'person', key: `person ${userId}`, title: user?.name ?? nameOf(userId), userId, workspaceId };
      }),
  ];
}

/** Those that fit what was typed, the best first. With nothing typed: what calls, and then what was written to last. */
export function switcherMatches(items: readonly SwitcherItem[], query: string, openId: string | null): SwitcherItem[] {
  const wanted = folded(query);
  const rated = items.flatMap((item) => {
    if (wanted === '' && (item.kind !== 'place' || item.key === openId)) return [];
    const fits = fit(wanted, folded(item.title));
    return fits === null ? [] : [{ item, fits: isArchived(item) ? fits - archivedBy : fits }];
  });
  rated.sort((a, b) => b.fits - a.fits || weightOf(b.item) - weightOf(a.item) || latest(a.item, b.item));
  return rated.slice(0, mostShown).map(({ item }) => item);
}

function isArchived(item: SwitcherItem): boolean {
  return item.kind === 'place' && item.place.channel.archivedAt !== null;
}

function weightOf(item: SwitcherItem): number {
  if (item.kind !== 'place') return item.kind === 'join' ? 1 : 0;
  return { quiet: 2, unread: 3, loud: 4 }[callOf(item.place)];
}

function latest(a: SwitcherItem, b: SwitcherItem): number {
  const at = (item: SwitcherItem) => (item.kind === 'place' ? (item.place.channel.lastMessageAt ?? '') : '');
  return at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : a.title.localeCompare(b.title);
}
