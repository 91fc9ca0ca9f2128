import { strings } from '../strings/index.ts';

/** How a group is called. One that is newer than the words is called as the table calls it. */
export function groupName(group: string): string {
  const names: Readonly<Record<string, string>> = strings.emoji.group;
  return names[group] ?? group;
}
