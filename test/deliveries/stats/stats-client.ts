import { graphql, type ExecutionResult } from 'graphql';
import { buildSchema } from 'type-graphql';
import {
  WebhookStatsResolver,
  WorkspaceStatsResolver,
} from '../../../src/deliveries/stats/delivery-stats.resolver.ts';
import { WebhookQueryResolver } from '../../../src/webhooks/webhook-queries.resolver.ts';
import { createAuthChecker, type AuthorizedContext } from '../../../src/workspaces/index.ts';
import { WorkspaceResolver } from '../../../src/workspaces/workspace.resolver.ts';

const parts = { onPlanChanged: () => Promise.resolve() };

const schema = await buildSchema({
  resolvers: [
    WorkspaceResolver,
    WebhookQueryResolver,
    WebhookStatsResolver,
    WorkspaceStatsResolver,
  ],
  validate: false,
  authChecker: createAuthChecker(),
  container: { get: (Resolver: new (given: typeof parts) => object) => new Resolver(parts) },
});

/** Counts and percentiles, as the API shows them. */
export interface Counts {
  succeededCount: number;
  failedCount: number;
  retriedCount: number;
  responseTime: { p50Ms: number; p95Ms: number; p99Ms: number } | null;
}

/** Statistics, as the API shows them. */
export interface Stats {
  buckets: (Counts & { startsAt: string; endsAt: string })[];
  total: Counts;
}

const counts = 'succeededCount failedCount retriedCount responseTime { p50Ms p95Ms p99Ms }';
/** A selection of all fields of `Stats`. */
export const everything = `{ buckets { startsAt endsAt ${counts} } total { ${counts} } }`;

/** Runs an operation, and returns what a client receives. */
export async function ask(
  contextValue: AuthorizedContext,
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<{ data: Record<string, unknown>; errors?: ExecutionResult['errors'] }> {
  const answer = await graphql({ schema, source, contextValue, variableValues });
  return JSON.parse(JSON.stringify(answer)) as { data: Record<string, unknown> };
}
