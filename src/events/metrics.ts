import { isEventTypeName, listEventTypes, type EventTypeName } from '../catalogue/index.ts';
import type { Metrics, UserError } from '../kernel/index.ts';

/** Counts published and refused events. */
export interface EventMetrics {
  /** Call it after the commit. */
  countPublished(events: readonly { type: EventTypeName }[]): void;
  /** Counts all events of a refused call, under the code of its first error. */
  countRefused(drafts: readonly { type: string }[], error: UserError): void;
}

/** Declares the metrics of events. */
export function createEventMetrics(metrics: Metrics): EventMetrics {
  const published = metrics.counter(
    'events_published_total',
    'Events accepted and committed, test events included; a repeated idempotency key counts once.',
    ['type'],
  );
  const refused = metrics.counter(
    'events_refused_total',
    'Events of refused calls, by the code of the call; a type that does not exist is "unknown".',
    ['type', 'code'],
  );
  const byType = new Map(
    listEventTypes().map(({ name }) => [name, published.labels({ type: name })]),
  );
  for (const counter of byType.values()) counter.inc(0);
  return {
    countPublished(events) {
      for (const { type } of events) byType.get(type)?.inc();
    },
    countRefused(drafts, { errors }) {
      const code = errors[0]?.code ?? 'INVALID_INPUT';
      const nameOf = (type: string) => (isEventTypeName(type) ? type : 'unknown');
      const groups = Map.groupBy(drafts, (draft) => nameOf(draft.type));
      for (const [type, { length }] of groups) refused.inc({ type, code }, length);
    },
  };
}
