import type { Message } from '@parley/client';
import { useEffect, useState } from 'react';

/**
 * The message that is being answered: from what is loaded, else asked for. Undefined = not known yet, null = there is none that the
 * reader may see.
 */
export function useAnswered(
  id: string | null,
  messages: readonly Message[],
  find: (id: string) => Promise<Message | null>,
): Message | null | undefined {
  const [found, setFound] = useState<{ id: string; message: Message | null } | null>(null);
  const loaded = id === null ? undefined : messages.find((one) => one.id === id);
  const isWanted = id !== null && !loaded && found?.id !== id;
  useEffect(() => {
    if (!isWanted || id === null) return;
    let isCurrent = true;
    const tell = (message: Message | null) => isCurrent && setFound({ id, message });
    find(id).then(tell, () => tell(null));
    return () => {
      isCurrent = false;
    };
    // `find` is a new function each time, and does the same.
  }, [isWanted, id]);
  if (id === null) return null;
  return loaded ?? (found?.id === id ? found.message : undefined);
}
