import { downIcon, upIcon } from './icons.tsx';
import { words } from './words.ts';

interface Props {
  /** Null = the reader is there. */
  latest: { readonly count: number; readonly go: () => void } | null;
  /** Null = it is in sight, or there is none. */
  firstUnread: (() => void) | null;
}

/** The ways back from wherever the reader is. */
export function JumpBar({ latest, firstUnread }: Props) {
  return (
    <>
      {firstUnread ? (
        <button className="jump is-up" type="button" onClick={firstUnread}>
          {upIcon}
          {words.jumpToFirstUnread}
        </button>
      ) : null}
      {latest ? (
        <button className="jump is-down" type="button" onClick={latest.go}>
          {downIcon}
          {latest.count > 0 ? words.newSince(latest.count) : words.jumpToLatest}
        </button>
      ) : null}
    </>
  );
}
