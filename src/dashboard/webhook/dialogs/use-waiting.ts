import { useEffect, useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { resumeDocument } from './documents.ts';

/** The deliveries that a resume would send. */
export interface Waiting {
  count: number;
  /** Null when none waits. */
  oldestAt: string | null;
}

/** Counts by a dry run what waits for a paused webhook. Undefined until it is known, null if it cannot be. */
export function useWaiting(webhookId: string): Waiting | null | undefined {
  const [waiting, setWaiting] = useState<Waiting | null>();
  const { run } = useAction(resumeDocument);
  useEffect(() => {
    let isWanted = true;
    void run({ webhookId, dryRun: true }).then((payload) => {
      if (!isWanted) return;
      const count = payload?.waitingCount ?? null;
      setWaiting(count === null ? null : { count, oldestAt: payload?.oldestWaitingAt ?? null });
    });
    return () => void (isWanted = false);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `run` is another function each time
  }, [webhookId]);
  return waiting;
}
