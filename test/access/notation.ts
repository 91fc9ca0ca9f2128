/**
 * How the rules are written: a row for each operation and object, in it a letter for each person, in groups that spaces part.
 * `OoAa Ckg Mm Gh xwr s` is the order of the people.
 */
const actors = {
  O: 'an owner, in the channel',
  o: 'an owner, not in the channel',
  A: 'an admin, in the channel',
  a: 'an admin, not in the channel',
  C: 'a member who made the channel, in it',
  k: 'a member who made the channel and left it',
  g: 'a guest who made the channel when they were a member, in it',
  M: 'a member, in the channel',
  m: 'a member, not in the channel',
  G: 'a guest, in the channel',
  h: 'a guest, not in the channel',
  x: 'a member who was taken out of the channel',
  w: 'one who was taken out of the workspace; their memberships of channels are left over',
  r: 'a member who left the workspace and came back; their memberships are left over too',
  s: 'the owner of another workspace',
} as const;

export type Actor = keyof typeof actors;

/** In the order of the letters of a row. */
export const allActors = Object.keys(actors) as Actor[]; // The record's type says so.

/** Those who have no session to trust. No object changes their answer, so they are asked once for each operation. */
export const sessionless = {
  none: 'no token',
  ended: 'a token that ended',
  unsigned: 'a token of the algorithm "none"',
  forged: 'a token signed with another key',
} as const;

export type Sessionless = keyof typeof sessionless;

/** `errorType/code`, or what stands for it where there is no such thing. */
export const answers = {
  '+': 'allowed',
  w: 'NotFound/WORKSPACE_NOT_FOUND',
  c: 'NotFound/CHANNEL_NOT_FOUND',
  m: 'NotFound/MESSAGE_NOT_FOUND',
  p: 'NotFound/REPLY_NOT_FOUND',
  u: 'NotFound/MEMBER_NOT_FOUND',
  f: 'NotFound/UPLOAD_NOT_FOUND',
  R: 'Forbidden/ROLE_REQUIRED',
  M: 'Forbidden/MEMBERS_ONLY',
  D: 'Forbidden/DM_FIXED',
  A: 'Forbidden/CHANNEL_ARCHIVED',
  N: 'Forbidden/NOT_AUTHOR',
  X: 'Forbidden/MESSAGE_DELETED',
  S: 'Forbidden/STAYS_PRIVATE',
  L: 'Forbidden/LAST_OWNER',
  T: 'Conflict/ID_TAKEN',
  // AppSync's own refusal of a field that the caller's way of signing in is not allowed.
  P: 'Unauthorized/',
} as const;

export type AnswerLetter = keyof typeof answers;

/**
 * By `Type.field`, then by the object that it is done to: the kind of channel or workspace, after a slash what else is special about it.
 */
export type Rules = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Cell {
  operation: string;
  /** Before the slash. */
  kind: string;
  /** After the slash; empty = nothing. */
  variant: string;
  actor: Actor;
  expected: AnswerLetter;
}

/** Throws where a row has not a letter for each person, or one that means nothing. */
export function cellsOf(rules: Rules): Cell[] {
  return Object.entries(rules).flatMap(([operation, rows]) =>
    Object.entries(rows).flatMap(([object, row]) => {
      const letters = [...row.replaceAll(' ', '')];
      if (letters.length !== allActors.length) {
        throw new Error(`${operation}, ${object}: ${letters.length} letters for ${allActors.length} people`);
      }
      const [kind = '', variant = ''] = object.split('/');
      return allActors.map((actor, index) => {
        const expected = letters[index] ?? '';
        if (!isAnswer(expected)) throw new Error(`${operation}, ${object}: "${expected}" is no answer`);
        return { operation, kind, variant, actor, expected };
      });
    }),
  );
}

/** The cells by the row that they are of. */
export function rowsOf(cells: readonly Cell[]): Cell[][] {
  const rows = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = `${cell.operation} ${objectOf(cell)}`;
    rows.set(name, [...(rows.get(name) ?? []), cell]);
  }
  return [...rows.values()];
}

/** As the rules name it. */
export function objectOf({ kind, variant }: Pick<Cell, 'kind' | 'variant'>): string {
  return variant ? `${kind}/${variant}` : kind;
}

function isAnswer(letter: string): letter is AnswerLetter {
  return letter in answers;
}
