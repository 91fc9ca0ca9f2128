import { countElements, countSearch, countText, elementsLeft } from './metering.ts';
import { min, Reflect } from './primordials.ts';

const { concat, indexOf, lastIndexOf, split, toLowerCase, toUpperCase } = String.prototype;

/** The string methods that search, or make something as long as what they were given, counting what they take. */
export function boundedStrings(): object {
  return {
    concat(this: string, ...given: string[]): string {
      return counted(Reflect.apply(concat, this, given));
    },
    indexOf(this: string, part: string, from?: number): number {
      countSearch(this, part);
      return Reflect.apply(indexOf, this, [part, from]);
    },
    lastIndexOf(this: string, part: string, from?: number): number {
      countSearch(this, part);
      return Reflect.apply(lastIndexOf, this, [part, from]);
    },
    toLowerCase(this: string): string {
      return counted(Reflect.apply(toLowerCase, this, []));
    },
    toUpperCase(this: string): string {
      return counted(Reflect.apply(toUpperCase, this, []));
    },
    split(this: string, separator: string, limit?: number): string[] {
      countSearch(this, separator);
      // One more than there may be, so that the count below ends the run.
      const most = elementsLeft() + 1;
      const parts = Reflect.apply(split, this, [separator, limit === undefined ? most : min(limit >>> 0, most)]);
      countElements(parts.length);
      return parts;
    },
  };
}

function counted(text: string): string {
  countText(text.length);
  return text;
}
