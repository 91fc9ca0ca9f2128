/** Does something for every item, so many at a time. Rejects with the first failure. */
export async function eachAtOnce<Item>(
  items: readonly Item[],
  atOnce: number,
  act: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const entries = items.entries();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      // All workers take from one iterator.
      for (const [index, item] of entries) await act(item, index);
    }),
  );
}
