/**
 * The built-ins of APPSYNC_JS 1.0.0 (AppSync Developer Guide, "Supported runtime features"). Used where code is checked
 * and where the sandbox is built, so it needs nothing of either.
 */
export const documentedStatics = {
  Object: ['assign', 'entries', 'hasOwn', 'keys', 'values'],
  String: ['raw'],
  Array: [],
  Number: ['isFinite', 'isNaN'],
  Math: ['random', 'min', 'max', 'round', 'floor', 'ceil'],
  JSON: ['stringify', 'parse'],
} as const;

export const documentedMethods = {
  String: [
    ...['charAt', 'concat', 'endsWith', 'indexOf', 'lastIndexOf', 'replace', 'replaceAll', 'slice', 'split'],
    ...['startsWith', 'toLowerCase', 'toUpperCase', 'trim', 'trimEnd', 'trimStart'],
  ],
  Array: [
    ...['concat', 'fill', 'flat', 'indexOf', 'join', 'lastIndexOf', 'pop', 'push', 'reverse', 'shift', 'slice', 'sort'],
    ...['splice', 'unshift', 'forEach', 'map', 'flatMap', 'filter', 'reduce', 'reduceRight', 'find', 'some', 'every'],
    ...['findIndex', 'findLast', 'findLastIndex'],
  ],
} as const;

/** The only calls that take a function (rule `no-function-passing` of `@aws-appsync/eslint-plugin`). */
export const callbackMethods: readonly string[] = [
  ...['map', 'find', 'filter', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'reduce', 'reduceRight'],
  ...['every', 'some', 'flatMap'],
];
