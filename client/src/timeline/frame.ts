/** Runs a function soon, and once. */
export type Schedule = (run: () => void) => void;

/** One frame of a screen that draws 60 a second. */
const frameMs = 16;

/**
 * At once where nothing was run for a frame, else when the frame is over: a single change is seen without delay, and a thousand a second
 * cost no more than what a screen can show. By timers, since a hidden page draws no frames.
 */
export function oncePerFrame(): Schedule {
  let lastAt = -Infinity;
  return (run) => {
    const ran = () => {
      lastAt = performance.now();
      run();
    };
    const wait = lastAt + frameMs - performance.now();
    if (wait <= 0) queueMicrotask(ran);
    else setTimeout(ran, wait);
  };
}
