import type { Grant } from './grants.ts';

/** Why nothing on one machine can miss the grant; null = it must be missed. What is said here is held by the reviewed templates alone. */
export function notAskedHere({ action, holder }: Pick<Grant, 'action' | 'holder'>): string | null {
  const [service = ''] = action.split(':');
  switch (service) {
    case 'logs':
      return 'a function’s words go to the log of the local server, which is no CloudWatch Logs.';
    case 'kms':
      return 'nothing is encrypted with a key of KMS here.';
    case 'xray':
      return 'no trace is sent from here.';
    default:
      return holder.startsWith('Backups') ? 'no copy is made here: AWS Backup makes them.' : null;
  }
}
