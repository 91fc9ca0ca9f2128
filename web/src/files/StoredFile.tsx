import { type Message, MessagingError } from '@parley/client';
import type { FileLinks } from '@parley/client/attachments';
import { useConnection } from '@parley/client/react';
import { useEffect, useState } from 'react';
import { FileName } from '../content/FileName.tsx';
import { saySize } from '../list/say-size.ts';
import { strings } from '../strings/index.ts';

interface Props {
  attachment: Message['attachments'][number];
  message: Pick<Message, 'id' | 'channelId'>;
  links: FileLinks;
  /** Says something to the reader. */
  say: (text: string) => void;
}

/** `gone`: the service says that there is no such file. `unreached`: nobody knows, as the service or the store was not reached. */
type Trouble = 'gone' | 'unreached';

/** What the service serves as pictures; anything else is saved. */
const pictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** One file of a stored message: a picture in a box of one size, so that nothing moves when it comes, or a name that one saves. */
export function StoredFile({ attachment, message, links, say }: Props) {
  const { id, name, size, contentType } = attachment;
  const isPicture = pictures.has(contentType);
  const [url, setUrl] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  /** Counts links that did not lead to the picture: one that ended is asked for once more. */
  const [misses, setMisses] = useState(0);
  const isLive = useConnection() === 'live';
  const { id: messageId, channelId } = message;

  const isWanted = isPicture && url === null && trouble === null;
  useEffect(() => {
    if (!isWanted) return;
    let isCurrent = true;
    links.linkTo({ id: messageId, channelId }, id).then(
      (link) => isCurrent && (link ? setUrl(link.url) : setTrouble('gone')),
      (error: unknown) => isCurrent && setTrouble(troubleOf(error)),
    );
    return () => void (isCurrent = false);
  }, [links, messageId, channelId, id, isWanted]);
  useEffect(() => {
    if (!isLive) return;
    setTrouble((now) => (now === 'unreached' ? null : now));
    setMisses(0);
  }, [isLive]);

  async function open() {
    let link;
    try {
      link = await links.linkTo(message, id);
    } catch (error) {
      return meet(troubleOf(error));
    }
    if (link === null) return meet('gone');
    setTrouble(null);
    if (isPicture) return void window.open(link.url, '_blank', 'noopener,noreferrer');
    // It comes as a file to be saved, so the page stays; a window for it would open and close again.
    const anchor = document.createElement('a');
    anchor.href = link.url;
    anchor.rel = 'noreferrer';
    anchor.click();
  }

  function meet(next: Trouble) {
    setTrouble(next);
    say(strings.files[next]);
  }

  function missed() {
    setUrl(null);
    links.renew(messageId);
    setMisses(misses + 1);
    // The link was there, so that the file may well be.
    if (misses > 0) setTrouble('unreached');
  }

  return (
    <button
      className={isPicture && !trouble ? 'file is-picture' : 'file'}
      type="button"
      tabIndex={-1}
      aria-label={trouble ? strings.files.openBut(name, strings.files[trouble]) : strings.files.open(name)}
      onClick={() => void open()}
    >
      {isPicture && !trouble && (
        <span className="picture">{url !== null && <img src={url} alt="" onError={missed} decoding="async" />}</span>
      )}
      <FileName name={name} /> <span className="size">{trouble ? strings.files[trouble] : saySize(size)}</span>
    </button>
  );
}

function troubleOf(error: unknown): Trouble {
  return error instanceof MessagingError && error.type === 'NotFound' ? 'gone' : 'unreached';
}
