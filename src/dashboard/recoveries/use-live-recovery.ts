import { useSubscription } from 'urql';
import { followRecoveryDocument, type RecoveryRow } from './recovery-documents.ts';

/** Keeps a recovery up to date in the cache while it runs. */
export function useLiveRecovery(recovery: RecoveryRow | null): void {
  useSubscription({
    query: followRecoveryDocument,
    variables: { id: recovery?.id ?? '' },
    pause: recovery?.status !== 'RUNNING',
  });
}
