import { badInput } from '../../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../../workspaces/index.ts';
import { toBounds, type StatsPeriodArgs } from './stats-period.type.ts';

/** Buckets of one response, of all its webhooks and periods: a month of days for 60 webhooks. */
export const bucketsOfResponseMax = 2_000;

/** A period of one response. */
export interface StatsPeriod {
  context: AuthorizedContext;
  /** As for `loadWebhookStats`. */
  bounds: readonly number[];
}

const periodsOf = new WeakMap<AuthorizedContext, Map<string, StatsPeriod>>();

/**
 * Opens the period of a field. Equal arguments have the same period throughout a response, so that time is divided once
 * for all its webhooks.
 *
 * @param execution an object that each execution has of its own: a context serves many live updates
 * @throws GraphQLError BAD_USER_INPUT for invalid arguments, and when the response has too many buckets with this one
 */
export function openPeriod(
  context: AuthorizedContext,
  args: StatsPeriodArgs,
  execution: object,
): StatsPeriod {
  const periods = periodsOf.get(context) ?? new Map<string, StatsPeriod>();
  periodsOf.set(context, periods);
  const key = JSON.stringify([args.since, args.until, args.bucket, args.timeZone]);
  const period = periods.get(key) ?? { context, bounds: toBounds(args, new Date()) };
  periods.set(key, period);
  countBuckets(execution, period.bounds.length - 1);
  return period;
}

const bucketCounts = new WeakMap<object, number>();

function countBuckets(execution: object, count: number): void {
  const sum = (bucketCounts.get(execution) ?? 0) + count;
  if (sum > bucketsOfResponseMax) {
    throw badInput(`A response may have at most ${bucketsOfResponseMax} buckets of statistics.`);
  }
  bucketCounts.set(execution, sum);
}
