import appsync from '@aws-appsync/eslint-plugin';
import tseslint from 'typescript-eslint';

/** What AppSync's runtime refuses and its own plugin does not see. Each message says what to write instead. */
const appsyncSyntax = [
  ['ThrowStatement', 'APPSYNC_JS has no throw: end the resolver with fail() of lib/errors.ts.'],
  ['NewExpression', 'APPSYNC_JS has no new: take time from util.time, ids from util.autoUlid().'],
  ['ThisExpression', 'APPSYNC_JS has no this.'],
  ["BinaryExpression[operator='in']", 'APPSYNC_JS has no in: use Object.hasOwn or ?. instead.'],
  ["BinaryExpression[operator='instanceof']", 'APPSYNC_JS has no instanceof.'],
  ["UnaryExpression[operator='~']", 'APPSYNC_JS has no ~.'],
  ["CallExpression[callee.property.name='sort'][arguments.length>0]", 'APPSYNC_JS sorts without a comparator.'],
  [
    'CallExpression[callee.property.name=/^(includes|substring|codePointAt|at|toSorted|toReversed|fromEntries|entries|padStart|padEnd|repeat|match|matchAll|search)$/]:not([callee.object.name="Object"][callee.property.name="entries"])',
    'APPSYNC_JS does not document this built-in: use indexOf, slice, Object.keys …',
  ],
  [
    "CallExpression[callee.object.name='Math'][callee.property.name!=/^(random|min|max|round|floor|ceil)$/]",
    'APPSYNC_JS has random, min, max, round, floor and ceil of Math alone.',
  ],
  [
    "CallExpression[callee.object.name='Number'][callee.property.name!=/^(isFinite|isNaN)$/]",
    'APPSYNC_JS has isFinite and isNaN of Number alone.',
  ],
  [
    "Property[key.name='operator'][value.value=/^(ne|notIn|notContains)$/]",
    'A filter that keeps people out uses positive operators alone: a missing field may pass a negative one.',
  ],
  [
    "CallExpression[callee.property.name='matches'] > Literal:first-child[value=/\\$$/]",
    'Java’s $ matches before a last line feed too: end the pattern with \\z.',
  ],
].map(([selector, message]) => ({ selector, message }));

const appsyncGlobals = [
  'Date',
  'Promise',
  'Map',
  'Set',
  'RegExp',
  'Symbol',
  'Proxy',
  'Reflect',
  'Error',
  'BigInt',
  'globalThis',
  'process',
  'fetch',
  'setTimeout',
  'parseInt',
  'parseFloat',
  'isNaN',
  'encodeURIComponent',
  'decodeURIComponent',
].map((name) => ({ name, message: `APPSYNC_JS has no ${name}.` }));

export default tseslint.config(
  { ignores: ['**/node_modules/', 'cdk.out/', '**/dist/', 'generated/', '.local/', '**/*.cjs', '**/*.mjs'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts', 'web/vite.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'off',
    },
  },
  {
    files: ['resolvers/**/*.ts'],
    ignores: ['resolvers/**/*.d.ts'],
    extends: [appsync.configs.recommended],
    rules: {
      'no-restricted-syntax': ['error', ...appsyncSyntax],
      'no-restricted-globals': ['error', ...appsyncGlobals],
    },
  },
  {
    files: ['eslint.config.js'],
    languageOptions: { parserOptions: { projectService: false } },
  },
);
