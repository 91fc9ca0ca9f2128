/** Where rows were in each frame that was painted. */
export interface Frames {
  /** Pixels that the first row in sight moved from one frame to the next, the most of all frames. */
  mostMoved(): number;
  /** The same for each frame, of the first row that is in both. */
  moves(): number[];
  mostRows(): number;
  count(): number;
  stop(): void;
}

/**
 * Looks at each frame after everything that moves something in it has run: scripts, layout, and the observers of sizes that were made
 * before this one, which are called in the order in which they were made.
 */
export function record(): Frames {
  const log = document.querySelector('.log');
  if (!log) throw new Error('The page has no list.');
  const pulse = document.body.appendChild(document.createElement('div'));
  pulse.style.cssText = 'position:fixed;left:0;top:0;height:0;width:1px';
  const moves: number[] = [];
  let mostRows = 0;
  let tops = new Map<string, number>();
  let isRunning = true;

  const observer = new ResizeObserver(() => {
    const now = topsInSight(log);
    mostRows = Math.max(mostRows, log.querySelectorAll('[data-row]').length);
    // The first that was wholly in sight, and where it is now.
    for (const [key, top] of tops) {
      if (top < 0) continue;
      const element = log.querySelector(`article[data-row="${key}"]`);
      if (!element) continue;
      moves.push(element.getBoundingClientRect().top - log.getBoundingClientRect().top - top);
      break;
    }
    tops = now;
  });
  observer.observe(pulse);
  const beat = () => {
    if (!isRunning) return;
    pulse.style.width = pulse.style.width === '1px' ? '2px' : '1px';
    requestAnimationFrame(beat);
  };
  beat();
  return {
    mostMoved: () => moves.reduce((most, move) => Math.max(most, Math.abs(move)), 0),
    moves: () => moves,
    mostRows: () => mostRows,
    count: () => moves.length,
    stop() {
      isRunning = false;
      observer.disconnect();
      pulse.remove();
    },
  };
}

function topsInSight(log: Element): Map<string, number> {
  const box = log.getBoundingClientRect();
  const tops = new Map<string, number>();
  for (const row of log.querySelectorAll<HTMLElement>('article[data-row]')) {
    const { top, bottom } = row.getBoundingClientRect();
    if (bottom > box.top && top < box.bottom) tops.set(row.dataset.row ?? '', top - box.top);
  }
  return tops;
}
