import { signToken, type Scope } from '../workspaces/index.ts';
import { createGraphClient, type GraphClient } from './graph-client.ts';
import type { Service } from './start-service.ts';

/** A customer's workspace with one webhook for all events. */
export interface DemoWorkspace {
  client: GraphClient;
  /** Grants access to the workspace's webhooks, log and inventory for a week. */
  token: string;
  webhookId: string;
  /** Returned only by the call that creates the webhook. */
  secret: string;
}

const workspaceId = 'demo';
const lifetimeSeconds = 7 * 86_400;

/** Creates the workspace and its webhook through the API, with tokens like those Stockaj issues. */
export async function openWorkspace(
  { app, tokenSecret }: Service,
  receiverUrl: string,
): Promise<DemoWorkspace> {
  const sign = (...scopes: Scope[]) =>
    signToken(tokenSecret, { workspaceId, scopes, lifetimeSeconds });
  const platform = createGraphClient(app.url, await sign('platform'));
  const plan = 'PROFESSIONAL';
  await platform.mutate('upsertWorkspace', { id: workspaceId, name: 'Demo Rentals', plan });
  const inventory = ['inventory:read', 'inventory:write'] as const;
  const token = await sign('webhooks:read', 'webhooks:write', ...inventory);
  const client = createGraphClient(app.url, token);
  const { secret, webhook } = await client.mutate<{ secret: string; webhook: { id: string } }>(
    'createWebhook',
    { name: 'Receiver of the demo', url: receiverUrl, events: ['*'] },
    'secret webhook { id }',
  );
  return { client, token, webhookId: webhook.id, secret };
}
