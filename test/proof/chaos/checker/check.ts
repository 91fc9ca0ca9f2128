import { type Found, readHistory } from '../history-files.ts';
import { collectFacts, type Facts } from './facts.ts';
import { finalLogsOf } from './final-logs.ts';
import type { Judged } from './judged.ts';
import { checkKeys } from './keys.ts';
import { checkLiveness } from './liveness.ts';
import { checkMarkers } from './markers.ts';
import { messagesOf } from './messages.ts';
import { checkMonotony } from './monotony.ts';
import { checkOrder } from './order.ts';
import { checkPayloads } from './payloads.ts';
import { checkContiguity } from './positions.ts';
import { checkReactions } from './reactions.ts';
import { checkReads } from './reads.ts';
import { checkRecovery } from './recovery.ts';
import { checkRights } from './rights.ts';
import { checkSends } from './sends.ts';
import { checkTables } from './tables.ts';
import { checkVersions } from './versions.ts';
import { defaultLimits, type Limits, type Proof, type Violation } from './violation.ts';

const checks: readonly ((judged: Judged) => void)[] = [
  checkSends,
  checkOrder,
  checkContiguity,
  checkMonotony,
  checkLiveness,
  checkReads,
  checkVersions,
  checkReactions,
  checkRights,
  checkMarkers,
  checkKeys,
  checkPayloads,
  checkRecovery,
  checkTables,
];

/**
 * Judges a run by its history alone: all that it did wrong, what takes the fewest lines to prove first. It knows nothing of how the
 * client or the service work, only what they promise.
 */
export function checkDirectory(directory: string, limits: Partial<Limits> = {}): Violation[] {
  const { see, facts } = collectFacts();
  readHistory(directory, see);
  return check(facts(), limits);
}

/** As `checkDirectory`, of lines that are there already. */
export function checkLines(lines: readonly Found[], limits: Partial<Limits> = {}): Violation[] {
  const { see, facts } = collectFacts();
  for (const line of lines) see(line);
  return check(facts(), limits);
}

function check(facts: Facts, limits: Partial<Limits>): Violation[] {
  const violations: Violation[] = [];
  const judged: Judged = {
    facts,
    messages: messagesOf(facts),
    logs: finalLogsOf(facts),
    limits: { ...defaultLimits, ...limits },
    report(invariant, channel, words, proof) {
      const lines = proof.filter(isThere).sort((a, b) => a.line.at - b.line.at);
      violations.push({ invariant, channel, words, proof: lines });
    },
  };
  for (const one of checks) one(judged);
  return violations.sort((a, b) => sizeOf(a) - sizeOf(b));
}

function isThere(proof: Proof): proof is Found {
  return !!proof;
}

/** Lines that hold a whole log prove less to a reader than those of one moment. */
function sizeOf({ proof }: Violation): number {
  return proof.reduce((sum, { line }) => sum + (line.kind === 'final' ? 4 : 1), 0);
}
