import type { ResultOf } from '@graphql-typed-document-node/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAction } from '../api/use-action.ts';
import { toDeliveryFilter, type LogFilter } from '../deliveries/log/log-view.ts';
import { writeFilter } from './filter-of-url.ts';
import { recoverDocument } from './recovery-documents.ts';

export type RecoverPayload = ResultOf<typeof recoverDocument>['recoverDeliveries'];

/** The last answer of the API about a filter. */
interface Answer {
  query: string;
  payload: RecoverPayload;
}

export interface RecoveryPreview {
  isCounting: boolean;
  isStarting: boolean;
  /** Null before the first count. */
  payload: RecoverPayload | null;
  /** Whether the filter has changed since. */
  isOutdated: boolean;
  count(): Promise<void>;
  /** Starts the recovery, and shows it. */
  start(): Promise<void>;
}

/** Counts what a filter would recover, and starts the recovery. */
export function useRecoveryPreview(filter: LogFilter): RecoveryPreview {
  const navigate = useNavigate();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const counting = useAction(recoverDocument);
  const starting = useAction(recoverDocument);
  const query = writeFilter(filter).toString();
  const input = { filter: toDeliveryFilter(filter) };
  return {
    isCounting: counting.isRunning,
    isStarting: starting.isRunning,
    payload: answer?.payload ?? null,
    isOutdated: answer !== null && answer.query !== query,
    async count() {
      const payload = await counting.run({ ...input, dryRun: true });
      if (payload) setAnswer({ query, payload });
    },
    async start() {
      const payload = await starting.run(input);
      if (payload?.recovery) return void navigate(`/recoveries/${payload.recovery.id}`);
      if (payload) setAnswer({ query, payload });
    },
  };
}
