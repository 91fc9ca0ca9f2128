/** The seeded people. Each is signed in by name alone, on this server alone. */
export const accounts = [
  { user: 'alice', name: 'Alice Moreau' },
  { user: 'bob', name: 'Bob Tanaka' },
  { user: 'carol', name: 'Carol Nwosu' },
  { user: 'dave', name: 'Dave Lindqvist' },
  { user: 'eve', name: 'Eve Castellano' },
] as const;

export type Account = (typeof accounts)[number];
export type AccountId = Account['user'];
