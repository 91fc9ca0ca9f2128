const prefix = 'parley.signed-in.';

/**
 * That a person is signed in on this device, as all windows see it. It goes when they sign out, and with it the session of each window,
 * also of one that sleeps until later.
 */
export function keepPresence(userId: string): void {
  try {
    localStorage.setItem(prefix + userId, '1');
  } catch {
    // Where nothing can be kept, each window is by itself.
  }
}

export function endPresence(userId: string): void {
  try {
    localStorage.removeItem(prefix + userId);
  } catch {
    // As above.
  }
}

export function hasPresence(userId: string): boolean {
  try {
    return localStorage.getItem(prefix + userId) !== null;
  } catch {
    return true;
  }
}

/** Calls `listener` with the id of whoever signs out in another window. */
export function onAbsence(listener: (userId: string) => void): () => void {
  // Windows are told of what others change alone.
  const hear = ({ key, newValue }: StorageEvent) => {
    if (key?.startsWith(prefix) && newValue === null) listener(key.slice(prefix.length));
  };
  addEventListener('storage', hear);
  return () => removeEventListener('storage', hear);
}
