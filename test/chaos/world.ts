import { setTimeout as delay } from 'node:timers/promises';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { callApi, NoAnswer, tokenFor } from './api.ts';
import type { WebhookOfRun } from './journal.ts';
import type { Receivers } from './receivers.ts';
import type { Temper } from './tempers.ts';

/** The workspaces of the run. */
export const workspaceIds = ['north', 'south', 'west'];

/** The webhooks of a workspace: event types and the receiver's behaviour. */
const wanted: readonly { events: string[]; temper: Temper; timeoutSeconds: number }[] = [
  { events: ['*'], temper: 'steady', timeoutSeconds: 2 },
  { events: ['renter.created', 'renter.updated'], temper: 'moody', timeoutSeconds: 2 },
  { events: ['item.created', 'renter.created'], temper: 'busy', timeoutSeconds: 2 },
  { events: ['item.low_stock'], temper: 'broken', timeoutSeconds: 1 },
];

const createWebhook = `mutation ($input: CreateWebhookInput!) {
  createWebhook(input: $input) { secret webhook { id } userErrors { message } }
}`;
const upsertWorkspace = `mutation ($input: UpsertWorkspaceInput!) {
  upsertWorkspace(input: $input) { userErrors { message } }
}`;

/** Creates the workspaces and webhooks through the API, before the first fault. */
export async function makeWorld(api: string, receivers: Receivers): Promise<WebhookOfRun[]> {
  const webhooks: WebhookOfRun[] = [];
  for (const [place, workspaceId] of workspaceIds.entries()) {
    const platform = await tokenFor(workspaceId, ['platform']);
    const input = { id: workspaceId, name: workspaceId, plan: 'ENTERPRISE' };
    await callApi(api, platform, upsertWorkspace, { input });
    const token = await tokenFor(workspaceId, ['webhooks:write']);
    for (const { temper, ...settings } of wanted) {
      // One in three broken receivers never answers; the others always fail.
      const isHanging = temper === 'broken' && place === 0;
      const path = receivers.open(workspaceId, isHanging ? 'hanging' : temper);
      const made = { ...settings, url: path.url, name: temper };
      const { webhook, secret } = await patiently(() =>
        callApi<Made>(api, token, createWebhook, { input: made }),
      );
      const id = decodeId(IdPrefix.webhook, webhook.id) ?? '';
      path.belongsTo(id);
      webhooks.push({ id, workspaceId, events: settings.events, secret });
    }
  }
  return webhooks;
}

interface Made {
  secret: string;
  webhook: { id: string };
}

async function patiently<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof NoAnswer) || tries === 5) throw error;
      await delay(500);
    }
  }
}
