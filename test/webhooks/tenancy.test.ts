import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntityManager } from '../../src/db/index.ts';
import {
  deleteWebhook,
  enableWebhook,
  findWebhook,
  findWebhooks,
  pauseWebhook,
  regenerateSecret,
  resumeWebhook,
  updateWebhook,
  type Webhook,
  type WebhookDependencies,
} from '../../src/webhooks/index.ts';
import { apiId, faultsOf, openWebhookLab, type WebhookLab } from './webhook-lab.ts';

let lab: WebhookLab;
let mine: string;
let theirs: Webhook;
beforeAll(async () => {
  lab = await openWebhookLab();
  mine = await lab.addWorkspace('PROFESSIONAL');
  const other = await lab.addWorkspace('PROFESSIONAL');
  const { webhook } = await lab.addWebhook(other);
  theirs = await lab.readRow(webhook.id);
});
afterAll(() => lab.close());

type Change = (
  dependencies: WebhookDependencies,
  em: EntityManager,
  workspaceId: string,
  input: { webhookId: string },
) => Promise<unknown>;

const changes: [string, Change][] = Object.entries({
  updateWebhook: (dependencies, em, workspaceId, input) =>
    updateWebhook(dependencies, em, workspaceId, { ...input, name: 'Mine now' }),
  deleteWebhook,
  pauseWebhook,
  resumeWebhook,
  enableWebhook,
  regenerateSecret,
} satisfies Record<string, Change>);

describe.each(changes)('%s', (_name, change) => {
  test('answers NOT_FOUND for a webhook of another workspace and leaves it alone', async () => {
    const input = { webhookId: apiId(theirs) };
    const call = change(lab.dependencies, lab.em(), mine, input);
    expect(await faultsOf(call)).toEqual([['NOT_FOUND', 'webhookId']]);
    expect(await lab.readRow(theirs.id)).toEqual(theirs);
  });

  test.each([
    ['unknown', 'wh_01h455vb4pex5vsknk084sn02q'],
    ['of another kind', 'evt_01h455vb4pex5vsknk084sn02q'],
    ['malformed', 'wh_nonsense'],
    ['empty', ''],
  ])('answers NOT_FOUND for an id that is %s', async (_kind, webhookId) => {
    const call = change(lab.dependencies, lab.em(), mine, { webhookId });
    expect(await faultsOf(call)).toEqual([['NOT_FOUND', 'webhookId']]);
  });

  test('answers NOT_FOUND for a deleted webhook', async () => {
    const input = { webhookId: apiId((await lab.addWebhook(mine)).webhook) };
    await deleteWebhook(lab.dependencies, lab.em(), mine, input);
    const call = change(lab.dependencies, lab.em(), mine, input);
    expect(await faultsOf(call)).toEqual([['NOT_FOUND', 'webhookId']]);
  });
});

describe('the finders', () => {
  test('find nothing of another workspace', async () => {
    expect(await findWebhook(lab.em(), mine, apiId(theirs))).toBeNull();
    expect(await findWebhooks(lab.em(), mine, [theirs.id])).toEqual(new Map());
  });
});
