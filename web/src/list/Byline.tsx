import { Name } from '../content/Name.tsx';
import { Avatar } from '../people/Avatar.tsx';
import { useList } from './list-context.ts';
import { sayExactTime, sayTime } from './say-time.ts';

/** Who wrote a row and when: in full above the first of several, else for readers of speech and in the margin. */
export function Byline({
  id,
  userId,
  at,
  isFirst,
}: {
  id: string;
  userId: string;
  at: string | number;
  isFirst: boolean;
}) {
  const name = useList().nameOf(userId);
  if (isFirst) {
    return (
      <>
        <Avatar userId={userId} name={name} />
        <p className="byline" id={`by-${id}`}>
          <Name className="author" text={name} /> <Time at={at} />
        </p>
      </>
    );
  }
  return (
    <span id={`by-${id}`} className="margin-time" data-floating="">
      <span className="visually-hidden">
        <Name text={name} />,{' '}
      </span>
      <Time at={at} />
    </span>
  );
}

/** The time of day, and the exact one while it is pointed at or the row has the keyboard's focus. */
function Time({ at }: { at: string | number }) {
  return (
    <time dateTime={new Date(at).toISOString()} data-exact={sayExactTime(at)}>
      {sayTime(at)}
    </time>
  );
}
