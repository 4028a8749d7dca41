import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { NavigationType, useNavigationType } from 'react-router';
import { useClient } from 'urql';
import { createDeliveryLog } from './create-delivery-log.ts';
import type { LogState } from './log-state.ts';
import type { LogFilter, LogView } from './log-view.ts';

interface ShownLog extends LogState {
  /** Loads the page again; new deliveries take their places. */
  reload(): void;
}

/**
 * Shows a view of the log, live unless it is paused.
 *
 * @param view the same object while it has the same content
 */
export function useDeliveryLog(view: LogView, isPaused: boolean): ShownLog {
  const client = useClient();
  const [log] = useState(() => createDeliveryLog(client, view));
  const state = useSyncExternalStore(log.subscribe, log.getState);
  const filterText = JSON.stringify(view.filter);
  const filter = useMemo(() => JSON.parse(filterText) as LogFilter, [filterText]);
  const isReturn = useNavigationType() === NavigationType.Pop;
  useEffect(() => log.open(view, isReturn), [log, view, isReturn]);
  useEffect(() => (isPaused ? undefined : log.follow(filter)), [log, filter, isPaused]);
  return { ...state, reload: () => log.open(view, false) };
}
