/** The index of the first that is not below the position, in a list that rises by it. */
export function placeOf<Item>(list: readonly Item[], seq: number, seqOf: (item: Item) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    // It is below the length.
    if (seqOf(list[middle]!) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
