import { Avatar } from '../people/Avatar.tsx';
import { usePersonName } from '../people/use-person-name.ts';
import type { MessageGroup as Group } from './group-messages.ts';
import { MessageBody } from './MessageBody.tsx';
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
        <MessageBody message={first} />
      </article>
      {rest.map((message) => (
        <article className="message is-next" data-message={message.id} key={message.id}>
          <span className="visually-hidden">{name}, </span>
          <Time at={message.createdAt} />
          <MessageBody message={message} />
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
