import { checkEventTypes } from '../catalogue/index.ts';
import { sql } from '../db/index.ts';
import { decodeId, IdPrefix, invalidInput } from '../kernel/index.ts';
import type { EventFilter } from './event-list-args.type.ts';

type Condition = ReturnType<typeof sql>;

/** A checked filter, as conditions on rows of `events`. */
export interface EventCriteria {
  /** Served by the primary key. */
  range: readonly Condition[];
  /** Served by no index. */
  checks: readonly Condition[];
}

/**
 * Checks a filter.
 *
 * @throws UserError UNKNOWN_EVENT_TYPE for a name that is not in the catalogue; INVALID_INPUT for times in the wrong order
 * and a list that is empty or has more than 100 values
 */
export function readCriteria({ id, types, ...times }: EventFilter): EventCriteria {
  const { occurredAfter: after, occurredBefore: before } = times;
  if (types) checkEventTypes('filter.types', types);
  if (after && before && after >= before) {
    throw invalidInput('filter.occurredBefore', 'occurredBefore must be later than occurredAfter.');
  }
  return {
    range: id == null ? [] : [sql`id = ${decodeId(IdPrefix.event, id)}::uuid`],
    checks: [
      ...(types ? [sql`type = any(${[...types]}::text[])`] : []),
      ...(after ? [sql`occurred_at >= ${toInstant(after)}::timestamptz`] : []),
      ...(before ? [sql`occurred_at < ${toInstant(before)}::timestamptz`] : []),
    ],
  };
}

/** Events occur in the years 1 to 9999. Other times are moved to the nearer end, since PostgreSQL cannot read them. */
function toInstant(time: Date): string {
  const ms = Math.min(Math.max(time.getTime(), firstMs), lastMs);
  return new Date(ms).toISOString();
}

const firstMs = Date.parse('0001-01-01T00:00:00.000Z');
const lastMs = Date.parse('9999-12-31T23:59:59.999Z');
