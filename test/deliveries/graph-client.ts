import { graphql, type ExecutionResult } from 'graphql';
import { buildSchema } from 'type-graphql';
import type { EntityManager } from '../../src/db/index.ts';
import { DeliveryResolver, WebhookDeliveriesResolver } from '../../src/deliveries/index.ts';
import { WebhookQueryResolver } from '../../src/webhooks/index.ts';
import {
  createAuthChecker,
  type AuthorizedContext,
  type Scope,
  type Workspace,
} from '../../src/workspaces/index.ts';

const schema = await buildSchema({
  resolvers: [DeliveryResolver, WebhookQueryResolver, WebhookDeliveriesResolver],
  validate: false,
  authChecker: createAuthChecker(),
});

/** What a request of the workspace is answered with, with a context of its own. */
export function contextOf(
  em: EntityManager,
  workspaceId: string,
  scope: Scope = 'webhooks:read',
): AuthorizedContext {
  const stamps = { createdAt: new Date(), updatedAt: new Date() };
  const workspace: Workspace = {
    id: workspaceId,
    name: workspaceId,
    plan: 'ENTERPRISE',
    ...stamps,
  };
  const expiresAt = new Date(Date.now() + 3_600_000);
  return {
    em,
    viewer: { workspaceId, workspace, scopes: new Set([scope]), expiresAt },
    requestId: 'request',
  };
}

/** Runs a query as the schema of the log and of webhooks answers it. */
export function execute(
  contextValue: AuthorizedContext,
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<ExecutionResult> {
  return graphql({ schema, source, contextValue, variableValues });
}

/**
 * The data of a query.
 *
 * @throws Error with the messages of all errors, when there are some.
 */
export async function query<Data>(
  context: AuthorizedContext,
  source: string,
  variables?: Record<string, unknown>,
): Promise<Data> {
  const { data, errors } = await execute(context, source, variables);
  if (errors) throw new Error(errors.map((error) => error.message).join(' '));
  // What a client is sent: scalars are serialised, and nothing has a prototype.
  return JSON.parse(JSON.stringify(data)) as Data;
}
