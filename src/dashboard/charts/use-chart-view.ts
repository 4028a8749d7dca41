import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { StatsBucket } from '../api/graphql/graphql.ts';
import { useRefresh } from '../api/use-refresh.ts';
import { serverNow } from '../session/server-clock.ts';
import { timeZone } from '../words/times.ts';
import { findSince, periods, readPeriod, type PeriodName } from './period.ts';

/** The choices for the charts, which are kept in the address. */
export interface ChartView {
  period: PeriodName;
  isTable: boolean;
  /** The variables of `deliveryStats`. */
  variables: { since: string; bucket: StatsBucket; timeZone: string };
  set(change: { period?: string; view?: 'chart' | 'table' }): void;
  /** Moves the end of the period to the present. */
  advance(): void;
}

/** Reads the view from the address. */
export function useChartView(): ChartView {
  const [query, setQuery] = useSearchParams();
  const [nowMs, setNowMs] = useState(serverNow);
  const period = readPeriod(query.get('period'));
  return {
    period,
    isTable: query.get('view') === 'table',
    variables: { since: findSince(period, nowMs), bucket: periods[period].bucket, timeZone },
    set(change) {
      const next = new URLSearchParams(query);
      for (const [name, value] of Object.entries(change)) next.set(name, value);
      setQuery(next, { replace: true });
    },
    advance: () => setNowMs(serverNow()),
  };
}

const refreshMs = 60_000;

/** Loads again each minute while the page is visible. What is shown stays until the new figures are here. */
export function useChartRefresh(view: ChartView, reload: () => void): void {
  useRefresh(() => {
    view.advance();
    reload();
  }, refreshMs);
}
