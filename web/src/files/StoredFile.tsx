import type { Message } from '@parley/client';
import type { FileLinks } from '@parley/client/attachments';
import { useEffect, useState } from 'react';
import { FileName } from '../content/FileName.tsx';
import { saySize } from '../list/say-size.ts';
import { strings } from '../strings/index.ts';

interface Props {
  attachment: Message['attachments'][number];
  message: Pick<Message, 'id' | 'channelId'>;
  links: FileLinks;
}

/** What the service serves as pictures; anything else is saved. */
const pictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** One file of a stored message: a picture in a box of one size, so that nothing moves when it comes, or a name that one saves. */
export function StoredFile({ attachment, message, links }: Props) {
  const { id, name, size, contentType } = attachment;
  const isPicture = pictures.has(contentType);
  const [url, setUrl] = useState<string | null>(null);
  const [isGone, setGone] = useState(false);
  /** Counts links that did not lead to the picture: one that ended is asked for once more. */
  const [misses, setMisses] = useState(0);
  const { id: messageId, channelId } = message;

  useEffect(() => {
    if (!isPicture) return;
    let isWanted = true;
    links.linkTo({ id: messageId, channelId }, id).then(
      (link) => isWanted && (link ? setUrl(link.url) : setGone(true)),
      () => isWanted && setGone(true),
    );
    return () => void (isWanted = false);
  }, [links, messageId, channelId, id, isPicture, misses]);

  async function open() {
    const link = await links.linkTo(message, id).catch(() => null);
    if (link === null) return setGone(true);
    if (isPicture) return void window.open(link.url, '_blank', 'noopener,noreferrer');
    // It comes as a file to be saved, so the page stays; a window for it would open and close again.
    const anchor = document.createElement('a');
    anchor.href = link.url;
    anchor.rel = 'noreferrer';
    anchor.click();
  }

  function missed() {
    setUrl(null);
    if (misses > 0) return setGone(true);
    links.renew(messageId);
    setMisses(1);
  }

  return (
    <button
      className={isPicture && !isGone ? 'file is-picture' : 'file'}
      type="button"
      tabIndex={-1}
      aria-label={strings.files.open(name)}
      onClick={() => void open()}
    >
      {isPicture && !isGone && (
        <span className="picture">{url !== null && <img src={url} alt="" onError={missed} decoding="async" />}</span>
      )}
      <FileName name={name} /> <span className="size">{isGone ? strings.files.gone : saySize(size)}</span>
    </button>
  );
}
