import { useCallback, useEffect, useState } from 'react';

/** Long enough to read a short sentence. */
const standsMs = 4000;

/** A short sentence that goes by itself, such as that something was copied. */
export function useNotice(): { notice: string | null; tell: (text: string) => void } {
  const [told, setTold] = useState<{ text: string } | null>(null);
  useEffect(() => {
    if (!told) return;
    const timer = setTimeout(() => setTold(null), standsMs);
    return () => clearTimeout(timer);
  }, [told]);
  return { notice: told?.text ?? null, tell: useCallback((text: string) => setTold({ text }), []) };
}
