const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Bytes in the largest unit that leaves a whole number in front, such as "1.2 MB". */
export function saySize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const style = { style: 'unit', unit: units[unit] ?? 'byte', unitDisplay: unit === 0 ? 'long' : 'short' } as const;
  return new Intl.NumberFormat(undefined, { ...style, maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 }).format(
    value,
  );
}
