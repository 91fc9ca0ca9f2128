import { visibleName } from './visible-text.ts';

/** The name of a person or place, or another line that someone chose, kept from turning the direction of what stands beside it. */
export function Name({ text, className }: { text: string; className?: string }) {
  return <bdi className={className}>{visibleName(text)}</bdi>;
}
