/** Whether one more may pass now. Lets `perSecond` through at once, and as many in each second after that. */
export function createRate(perSecond: number): () => boolean {
  let allowance = perSecond;
  let countedAt = performance.now();
  return () => {
    const now = performance.now();
    allowance = Math.min(perSecond, allowance + ((now - countedAt) / 1000) * perSecond);
    countedAt = now;
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };
}
