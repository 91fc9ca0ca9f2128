import type { Row, Rows } from './rows.ts';

/** The elements of the rows that are drawn, and how high each row was when it was last seen. */
export interface DrawnRows {
  /** A row's element, until the function that it answers with is called. */
  add(key: string, element: HTMLElement): () => void;
  elementOf(key: string): HTMLElement | undefined;
  /** As measured, or as it is thought to be. */
  heightOf(row: Row): number;
  /** Measures all that are drawn. True = one is not as high as it was thought to be. */
  measure(rows: Rows): boolean;
  /** Calls `onResize` within the frame in which one of them, or the box, gets another size, until the function is called. */
  watch(box: Element, onResize: () => void): () => void;
}

/** Rows that are gone are forgotten once there are so many more heights than twice the rows. */
const forgottenBeyond = 1000;

export function createDrawnRows(): DrawnRows {
  const elements = new Map<string, HTMLElement>();
  const heights = new Map<string, number>();
  let observer: ResizeObserver | null = null;
  return {
    add(key, element) {
      elements.set(key, element);
      observer?.observe(element);
      return () => {
        if (elements.get(key) === element) elements.delete(key);
        observer?.unobserve(element);
      };
    },
    elementOf: (key) => elements.get(key),
    heightOf: (row) => heights.get(row.key) ?? guess(row),
    measure({ rows, indexOf }) {
      let isNews = false;
      for (const [key, element] of elements) {
        const { height } = element.getBoundingClientRect();
        // No height at all: the list is hidden for now.
        if (height === 0 || heights.get(key) === height) continue;
        heights.set(key, height);
        isNews = true;
      }
      if (heights.size > 2 * rows.length + forgottenBeyond) {
        for (const key of heights.keys()) if (!indexOf.has(key)) heights.delete(key);
      }
      return isNews;
    },
    watch(box, onResize) {
      const own = new ResizeObserver(onResize);
      observer = own;
      own.observe(box);
      for (const element of elements.values()) own.observe(element);
      return () => {
        own.disconnect();
        if (observer === own) observer = null;
      };
    },
  };
}

/** What is thought of a row that was never drawn, in pixels. */
function guess(row: Row): number {
  switch (row.kind) {
    case 'message':
    case 'pending':
      return row.isFirst ? 58 : 26;
    case 'day':
    case 'new':
      return 40;
    case 'beginning':
    case 'older':
    case 'newer':
      return 104;
    default:
      return row satisfies never;
  }
}
