/** Lets `perSecond` through at once, and as many in each second after that. */
export class Rate {
  private readonly perSecond: number;
  private allowance: number;
  private countedAt = performance.now();

  constructor(perSecond: number) {
    this.perSecond = perSecond;
    this.allowance = perSecond;
  }

  /** Whether one more may pass now. */
  mayPass(): boolean {
    const now = performance.now();
    this.allowance = Math.min(this.perSecond, this.allowance + ((now - this.countedAt) / 1000) * this.perSecond);
    this.countedAt = now;
    if (this.allowance < 1) return false;
    this.allowance -= 1;
    return true;
  }
}
