import type { Message } from '@parley/client';
import { memo } from 'react';
import { Avatar } from '../people/Avatar.tsx';
import { usePersonName } from '../people/use-person-name.ts';
import type { MessageGroup as Group } from './group-messages.ts';
import { sayExactTime, sayTime } from './say-time.ts';

export function MessageGroup({ group }: { group: Group }) {
  const name = usePersonName()(group.userId);
  const [first, ...rest] = group.messages;
  return (
    <li className="group">
      <Avatar userId={group.userId} name={name} />
      <article className="message" data-message={first.id}>
        <p className="byline">
          <span className="author" dir="auto">
            {name}
          </span>
          <Time at={first.createdAt} />
        </p>
        <Content message={first} />
      </article>
      {rest.map((message) => (
        <article className="message is-next" data-message={message.id} key={message.id}>
          <span className="visually-hidden">{name}, </span>
          <Time at={message.createdAt} />
          <Content message={message} />
        </article>
      ))}
    </li>
  );
}

function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={sayExactTime(at)}>
      {sayTime(at)}
    </time>
  );
}

const Content = memo(function Content({ message }: { message: Message }) {
  if (typeof message.content !== 'string') return <p className="content is-deleted">This message was deleted.</p>;
  return (
    <p className="content" dir="auto">
      {message.content}
    </p>
  );
});
