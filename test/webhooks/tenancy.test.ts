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
import { endPreviousSecret } from '../../src/webhooks/end-previous-secret.ts';
import { apiId, errorsOf, openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

let fixture: WebhookFixture;
let mine: string;
let theirs: Webhook;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  mine = await fixture.addWorkspace('PROFESSIONAL');
  const other = await fixture.addWorkspace('PROFESSIONAL');
  const { webhook } = await fixture.addWebhook(other);
  theirs = await fixture.readRow(webhook.id);
});
afterAll(() => fixture.close());

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
  endPreviousSecret: (_dependencies, em, workspaceId, input) =>
    endPreviousSecret(em, workspaceId, input),
} satisfies Record<string, Change>);

describe.each(changes)('%s', (_name, change) => {
  test('returns NOT_FOUND for a webhook of another workspace and does not change it', async () => {
    const input = { webhookId: apiId(theirs) };
    const call = change(fixture.dependencies, fixture.em(), mine, input);
    expect(await errorsOf(call)).toEqual([['NOT_FOUND', 'webhookId']]);
    expect(await fixture.readRow(theirs.id)).toEqual(theirs);
  });

  test.each([
    ['unknown', 'wh_01h455vb4pex5vsknk084sn02q'],
    ['of another kind', 'evt_01h455vb4pex5vsknk084sn02q'],
    ['malformed', 'wh_nonsense'],
    ['empty', ''],
  ])('answers NOT_FOUND for an id that is %s', async (_kind, webhookId) => {
    const call = change(fixture.dependencies, fixture.em(), mine, { webhookId });
    expect(await errorsOf(call)).toEqual([['NOT_FOUND', 'webhookId']]);
  });

  test('returns NOT_FOUND for a deleted webhook', async () => {
    const input = { webhookId: apiId((await fixture.addWebhook(mine)).webhook) };
    await deleteWebhook(fixture.dependencies, fixture.em(), mine, input);
    const call = change(fixture.dependencies, fixture.em(), mine, input);
    expect(await errorsOf(call)).toEqual([['NOT_FOUND', 'webhookId']]);
  });
});

describe('the queries', () => {
  test('find nothing of another workspace', async () => {
    expect(await findWebhook(fixture.em(), mine, apiId(theirs))).toBeNull();
    expect(await findWebhooks(fixture.em(), [mine], [theirs.id])).toEqual(new Map());
  });
});
