/**
 * Calls each of them with these. What one throws is the application's own mistake: it is told as any other, outside of what it would have
 * broken here, and the others are called all the same.
 */
export function tellAll<Told extends readonly unknown[]>(
  listeners: Iterable<(...told: Told) => unknown>,
  ...told: Told
): void {
  for (const listener of [...listeners]) {
    try {
      listener(...told);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
