/** Where each person was last in this browser. Only a convenience: where storage is refused there is no last place. */
export function rememberPlace(userId: string, path: string): void {
  try {
    localStorage.setItem(keyOf(userId), path);
  } catch {
    // Full or forbidden storage.
  }
}

export function lastPlace(userId: string): string | null {
  try {
    return localStorage.getItem(keyOf(userId));
  } catch {
    return null;
  }
}

export function forgetPlace(userId: string): void {
  try {
    localStorage.removeItem(keyOf(userId));
  } catch {
    // As above.
  }
}

function keyOf(userId: string): string {
  return `parley.last-place.${userId}`;
}
