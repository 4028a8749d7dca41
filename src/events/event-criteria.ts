import { isEventTypeName } from '../catalogue/index.ts';
import { sql } from '../db/index.ts';
import { decodeId, IdPrefix, UserErrorCode, userError } from '../kernel/index.ts';
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
 * and an empty list
 */
export function readCriteria({ id, types, ...times }: EventFilter): EventCriteria {
  const { occurredAfter: after, occurredBefore: before } = times;
  if (types) checkTypes(types);
  if (after && before && after >= before) {
    throw invalid('occurredBefore', 'occurredBefore must be later than occurredAfter.');
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

function checkTypes(types: readonly string[]): void {
  if (types.length === 0) throw invalid('types', 'An empty list matches nothing.');
  const unknown = types.findIndex((name) => !isEventTypeName(name));
  if (unknown < 0) return;
  const message = 'There is no event type with this name.';
  throw userError(UserErrorCode.UNKNOWN_EVENT_TYPE, message, `filter.types.${unknown}`);
}

function invalid(name: string, message: string) {
  return userError(UserErrorCode.INVALID_INPUT, message, `filter.${name}`);
}
