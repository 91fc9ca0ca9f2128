/**
 * How long what sessions are verified by is used while it can not be read again. Longer than the outages that there were; short enough that what was
 * taken out of use ends the same day even then.
 */
export const outageMs = 4 * 60 * 60_000;
