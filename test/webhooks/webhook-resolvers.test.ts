import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import {
  webhookById,
  WebhookEntity,
  webhookFinder,
  WebhookType,
} from '../../src/webhooks/index.ts';
import { WebhookSettingsResolver } from '../../src/webhooks/webhook-settings.resolver.ts';
import { WebhookStateResolver } from '../../src/webhooks/webhook-state.resolver.ts';
import {
  WebhookQueryResolver,
  WorkspaceWebhooksResolver,
} from '../../src/webhooks/webhook-queries.resolver.ts';
import {
  createAuthChecker,
  type AuthorizedContext,
  type Scope,
} from '../../src/workspaces/index.ts';
import { WorkspaceResolver } from '../../src/workspaces/workspace.resolver.ts';
import { apiId, openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

let fixture: WebhookFixture;
let schema: GraphQLSchema;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  schema = await buildWebhookSchema();
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
afterAll(() => fixture.close());

function buildWebhookSchema(): Promise<GraphQLSchema> {
  const instances = new Map<unknown, object>([
    [WebhookQueryResolver, new WebhookQueryResolver()],
    [WebhookSettingsResolver, new WebhookSettingsResolver(fixture.dependencies)],
    [WebhookStateResolver, new WebhookStateResolver(fixture.dependencies)],
    [WorkspaceWebhooksResolver, new WorkspaceWebhooksResolver()],
    [WorkspaceResolver, new WorkspaceResolver({ onPlanChanged: async () => undefined })],
  ]);
  return buildSchema({
    resolvers: [
      WebhookQueryResolver,
      WebhookSettingsResolver,
      WebhookStateResolver,
      WorkspaceWebhooksResolver,
      WorkspaceResolver,
    ],
    container: { get: (resolver) => instances.get(resolver) },
    validate: false,
    authChecker: createAuthChecker(),
  });
}

async function contextOf(
  id: string,
  scopes: Scope[] = ['webhooks:read', 'webhooks:write'],
): Promise<AuthorizedContext> {
  const em = fixture.em();
  const expiresAt = new Date(Date.now() + 60_000);
  const viewer = { workspaceId: id, hasWorkspace: true, scopes: new Set(scopes), expiresAt };
  return { em, viewer, requestId: 'request' };
}

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string }[];
}

async function ask<Data>(
  source: string,
  variableValues: Record<string, unknown> = {},
  contextValue?: AuthorizedContext,
): Promise<Answer<Data>> {
  contextValue ??= await contextOf(workspaceId);
  const result = await graphql({ schema, source, contextValue, variableValues });
  return JSON.parse(JSON.stringify(result)) as Answer<Data>;
}

const create = `mutation ($input: CreateWebhookInput!) {
  createWebhook(input: $input) {
    webhook { id url status statusReason secretHint timeoutSeconds }
    secret
    userErrors { code field }
  }
}`;
interface Created {
  createWebhook: { webhook: { secretHint: string }; secret: string; userErrors: unknown[] };
}
const input = { name: 'Orders', url: 'https://example.com', events: ['*'] };

describe('the mutations', () => {
  test('createWebhook returns the webhook and the secret', async () => {
    const { data } = await ask<Created>(create, { input });
    const { webhook, secret, userErrors } = data!.createWebhook;
    expect(userErrors).toEqual([]);
    expect(secret).toMatch(/^whsec_/);
    expect(secret.slice(-4)).toBe(webhook.secretHint);
    expect(webhook).toMatchObject({
      id: expect.stringMatching(/^wh_/),
      url: 'https://example.com/',
      status: 'ACTIVE',
      statusReason: null,
      timeoutSeconds: 10,
    });
  });

  test('return only userErrors for bad settings', async () => {
    const { data, errors } = await ask(create, { input: { ...input, timeoutSeconds: 31 } });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      createWebhook: {
        webhook: null,
        secret: null,
        userErrors: [{ code: 'INVALID_INPUT', field: 'timeoutSeconds' }],
      },
    });
  });

  test('refuse a timeout that is not an Int', async () => {
    const { data, errors } = await ask(create, { input: { ...input, timeoutSeconds: 1.5 } });
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain('Int cannot represent non-integer value');
  });

  test('show the facts that the status hides', async () => {
    const { webhook } = await fixture.addWebhook(workspaceId);
    const disabledAt = new Date('2025-01-15T10:30:00.000Z');
    const facts = { disabledAt, disabledReason: 'FAILING' } as const;
    await fixture.em().nativeUpdate(WebhookEntity, { id: webhook.id }, facts);
    const fields = '{ webhook { status pausedAt disabledAt } }';
    const { data } = await ask<Record<string, { webhook: object }>>(
      `mutation ($id: ID!) {
        pauseWebhook(input: { webhookId: $id }) ${fields}
        enableWebhook(input: { webhookId: $id }) ${fields}
        resumeWebhook(input: { webhookId: $id }) ${fields}
      }`,
      { id: apiId(webhook) },
    );
    const at = disabledAt.toISOString();
    const pausedAt = expect.any(String);
    expect(data).toEqual({
      pauseWebhook: { webhook: { status: 'DISABLED', pausedAt, disabledAt: at } },
      enableWebhook: { webhook: { status: 'PAUSED', pausedAt, disabledAt: null } },
      resumeWebhook: { webhook: { status: 'ACTIVE', pausedAt: null, disabledAt: null } },
    });
  });

  test('createWebhook with a known key returns the webhook and a CONFLICT, but no secret', async () => {
    const keyed = { input: { ...input, idempotencyKey: 'click-1' } };
    const first = (await ask<Created>(create, keyed)).data!.createWebhook;
    expect(first).toMatchObject({ userErrors: [], secret: expect.stringMatching(/^whsec_/) });
    const { data, errors } = await ask<Created>(create, keyed);
    expect(errors).toBeUndefined();
    const userErrors = [{ code: 'CONFLICT', field: 'idempotencyKey' }];
    expect(data!.createWebhook).toEqual({ webhook: first.webhook, secret: null, userErrors });
  });

  test('cover the whole life of a webhook', async () => {
    const { webhook } = await fixture.addWebhook(workspaceId);
    const { data, errors } = await ask(
      `mutation ($id: ID!) {
        pauseWebhook(input: { webhookId: $id }) { webhook { status } }
        dry: resumeWebhook(input: { webhookId: $id, dryRun: true }) { webhook { status } waitingCount oldestWaitingAt }
        resumeWebhook(input: { webhookId: $id }) { webhook { status } }
        enableWebhook(input: { webhookId: $id }) { webhook { status } }
        updateWebhook(input: { webhookId: $id, name: "New" }) { webhook { name } }
        regenerateSecret(input: { webhookId: $id }) { webhook { id } secret }
        deleteWebhook(input: { webhookId: $id }) { deletedId }
        again: deleteWebhook(input: { webhookId: $id }) { deletedId userErrors { code field } }
      }`,
      { id: apiId(webhook) },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      pauseWebhook: { webhook: { status: 'PAUSED' } },
      dry: { webhook: { status: 'PAUSED' }, waitingCount: 0, oldestWaitingAt: null },
      resumeWebhook: { webhook: { status: 'ACTIVE' } },
      enableWebhook: { webhook: { status: 'ACTIVE' } },
      updateWebhook: { webhook: { name: 'New' } },
      regenerateSecret: { secret: expect.stringMatching(/^whsec_/) },
      deleteWebhook: { deletedId: apiId(webhook) },
      again: { deletedId: null, userErrors: [{ code: 'NOT_FOUND', field: 'webhookId' }] },
    });
  });
});

const page = `query ($after: String) {
  webhooks(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
  workspace { webhookCount webhookLimit }
}`;
interface Page {
  webhooks: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  workspace: unknown;
}

describe('the queries', () => {
  test('page through the webhooks, newest first', async () => {
    const owner = await fixture.addWorkspace('PROFESSIONAL');
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      ids.unshift(apiId((await fixture.addWebhook(owner, { name })).webhook));
    }
    const first = await ask<Page>(page, {}, await contextOf(owner));
    const { endCursor: after } = first.data!.webhooks.pageInfo;
    const second = await ask<Page>(page, { after }, await contextOf(owner));
    const pages = [first, second].map(({ data }) => data!.webhooks);
    expect(pages.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
    expect(pages.flatMap(({ nodes }) => nodes.map(({ id }) => id))).toEqual(ids);
    expect(first.data!.workspace).toEqual({ webhookCount: 3, webhookLimit: 10 });
  });

  test('return null for a webhook of another workspace', async () => {
    const other = await fixture.addWorkspace('ENTERPRISE');
    const { webhook } = await fixture.addWebhook(other);
    const source = 'query ($id: ID!) { webhook(id: $id) { id } }';
    expect(await ask(source, { id: apiId(webhook) })).toEqual({ data: { webhook: null } });
    const context = await contextOf(workspaceId);
    expect(await webhookFinder.find(context, webhook.id)).toBeNull();
    expect(await webhookById(context).load(webhook.id)).toBeNull();
    const owner = await webhookFinder.find(await contextOf(other), webhook.id);
    expect(owner).toBeInstanceOf(WebhookType);
    expect(owner).toMatchObject({ id: encodeId(IdPrefix.webhook, webhook.id), uuid: webhook.id });
  });
});

describe('the schema', () => {
  test('has a secret in two payloads only', () => {
    const types = printSchema(schema).split('\n}');
    const holders = types.filter((type) => /^ {2}(?!isSecret: )\w*secret\w*: /im.test(type));
    const names = holders.map((type) => /type (\w+)/.exec(type)?.[1]).sort();
    expect(names).toEqual(['CreateWebhookPayload', 'RegenerateSecretPayload', 'Webhook']);
    const webhook = types.find((type) => /type Webhook /.test(type));
    expect(webhook?.match(/\w*secret\w*: /gi)).toEqual([
      'secretHint: ',
      'secretCreatedAt: ',
      'previousSecretEndsAt: ',
    ]);
  });

  test('requires the scope', async () => {
    const writer = await contextOf(workspaceId, ['webhooks:write']);
    const read = await ask('{ webhooks { nodes { id } } }', {}, writer);
    expect(read.errors?.[0]?.message).toContain('webhooks:read');
    const reader = await contextOf(workspaceId, ['webhooks:read']);
    const write = await ask(create, { input }, reader);
    expect(write.errors?.[0]?.message).toContain('webhooks:write');
  });
});
