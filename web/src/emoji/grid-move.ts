/** A grid of rows that may end early, cell after cell in reading order: how many cells each row has. */
export type GridRows = readonly number[];

export type GridKey = 'ArrowRight' | 'ArrowLeft' | 'ArrowDown' | 'ArrowUp' | 'PageDown' | 'PageUp' | 'Home' | 'End';

const pageRows = 5;

/** The cell to which a key leads from another, by number. Up and down keep the column where the row is long enough. */
export function moveInGrid(rows: GridRows, cell: number, key: GridKey): number {
  const count = rows.reduce((sum, length) => sum + length, 0);
  switch (key) {
    case 'ArrowRight':
      return clamp(cell + 1, count);
    case 'ArrowLeft':
      return clamp(cell - 1, count);
    case 'ArrowDown':
      return movedRows(rows, cell, 1);
    case 'ArrowUp':
      return movedRows(rows, cell, -1);
    case 'PageDown':
      return movedRows(rows, cell, pageRows);
    case 'PageUp':
      return movedRows(rows, cell, -pageRows);
    case 'Home':
      return 0;
    case 'End':
      return Math.max(0, count - 1);
    default:
      return key satisfies never;
  }
}

function movedRows(rows: GridRows, cell: number, by: number): number {
  const starts: number[] = [];
  let count = 0;
  for (const length of rows) {
    starts.push(count);
    count += length;
  }
  const row = Math.max(
    0,
    starts.findLastIndex((start) => start <= cell),
  );
  const target = Math.min(Math.max(row + by, 0), rows.length - 1);
  const column = cell - (starts[row] ?? 0);
  return (starts[target] ?? 0) + Math.min(column, Math.max(0, (rows[target] ?? 1) - 1));
}

function clamp(cell: number, count: number): number {
  return Math.min(Math.max(cell, 0), Math.max(0, count - 1));
}
