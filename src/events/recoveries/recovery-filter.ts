import type { EntityManager } from '../../db/index.ts';
import {
  findContradiction,
  firstIdAt,
  readCriteria,
  toCriteria,
  type DeliveryCriteria,
  type DeliveryFilter,
} from '../../deliveries/index.ts';
import { invalidInput } from '../../kernel/index.ts';
import { requireWebhooks } from '../../webhooks/index.ts';

/**
 * Checks the filter of a new recovery.
 *
 * @throws UserError INVALID_INPUT for a filter without `createdAfter`, with one in the future, or that excludes all
 * failed deliveries or all but tests; NOT_FOUND for each id in `webhookIds` that was never a webhook of the workspace;
 * and as `readCriteria`
 */
export async function checkRecoveryFilter(
  em: EntityManager,
  workspaceId: string,
  filter: DeliveryFilter,
  now: Date,
): Promise<void> {
  const criteria = readCriteria(filter);
  const { createdAfter } = criteria;
  if (!createdAfter) {
    throw invalidInput('filter.createdAfter', 'Say from when on: filter.createdAfter is required.');
  }
  if (createdAfter > now)
    throw invalidInput('filter.createdAfter', 'createdAfter is in the future.');
  checkFailed(criteria);
  const { webhookIds } = filter;
  if (!webhookIds) return;
  await requireWebhooks(em, workspaceId, webhookIds, (n) => `filter.webhookIds.${n}`);
}

/** Checks that failed deliveries can match that are not tests. */
function checkFailed(criteria: DeliveryCriteria): void {
  const { statuses, triggers } = criteria;
  if (statuses && !statuses.includes('FAILED')) {
    throw invalidInput(
      'filter.statuses',
      'Only FAILED deliveries are recovered. Leave statuses out.',
    );
  }
  const contradiction = findContradiction({ ...criteria, statuses: ['FAILED'] });
  if (contradiction) {
    throw invalidInput(
      `filter.${contradiction.fields[1]}`,
      `Only FAILED deliveries are recovered, and none can match. ${contradiction.reason}`,
    );
  }
  if (triggers?.every((trigger) => trigger === 'TEST')) {
    throw invalidInput('filter.triggers', 'Tests are not recovered. Use sendTest.');
  }
}

/** The deliveries that a recovery searches. */
export interface RecoveryScope {
  criteria: DeliveryCriteria;
  /** The ids between which they are, both exclusive. */
  after: string;
  before: string;
}

/**
 * Returns the scope of a checked filter.
 *
 * @param end the id that the search stops before, unless the filter ends earlier
 */
export function toScope(filter: DeliveryFilter, end: string): RecoveryScope {
  const criteria = { ...toCriteria(filter), statuses: ['FAILED'] as const };
  const { createdAfter, createdBefore } = criteria;
  const until = createdBefore ? firstIdAt(createdBefore) : end;
  return {
    criteria,
    after: firstIdAt(createdAfter ?? new Date(0)),
    before: until < end ? until : end,
  };
}

/** Writes a filter for the database. */
export function writeFilter(filter: DeliveryFilter): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(filter).filter(([, value]) => value != null)),
  );
}

/** Reads a filter that `writeFilter` wrote. */
export function readFilter(text: string): DeliveryFilter {
  const instants: readonly string[] = ['createdAfter', 'createdBefore'];
  return JSON.parse(text, (name, value: unknown) =>
    instants.includes(name) ? new Date(value as string) : value,
  ) as DeliveryFilter;
}
