import { signToken } from '../workspaces/index.ts';
import type { Scope } from '../workspaces/index.ts';
import { createGraphClient } from './graph-client.ts';
import type { GraphClient } from './graph-client.ts';
import type { Service } from './start-service.ts';

/** A customer's workspace with one webhook that wants every event. */
export interface DemoWorkspace {
  client: GraphClient;
  /** Reads, writes and publishes in the workspace for a week. */
  token: string;
  webhookId: string;
  /** Shown by the call that made it, and never again. */
  secret: string;
}

const workspaceId = 'demo';
const lifetimeSeconds = 7 * 86_400;

const upsertWorkspace = `mutation ($input: UpsertWorkspaceInput!) {
  upsertWorkspace(input: $input) { userErrors { message } }
}`;

const createWebhook = `mutation ($input: CreateWebhookInput!) {
  createWebhook(input: $input) { secret webhook { id } userErrors { message } }
}`;

/** Makes the workspace and its webhook by the API, with tokens such as Stockaj issues. */
export async function openWorkspace(
  { app, tokenSecret }: Service,
  receiverUrl: string,
): Promise<DemoWorkspace> {
  const sign = (...scopes: Scope[]) =>
    signToken(tokenSecret, { workspaceId, scopes, lifetimeSeconds });
  const platform = createGraphClient(app.url, await sign('platform'));
  await platform.ask('upsertWorkspace', upsertWorkspace, {
    input: { id: workspaceId, name: 'Demo Rentals', plan: 'PROFESSIONAL' },
  });
  const token = await sign('webhooks:read', 'webhooks:write', 'events:publish');
  const client = createGraphClient(app.url, token);
  const created = await client.ask<{ secret: string; webhook: { id: string } }>(
    'createWebhook',
    createWebhook,
    { input: { name: 'Receiver of the demo', url: receiverUrl, events: ['*'] } },
  );
  return { client, token, webhookId: created.webhook.id, secret: created.secret };
}
