import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  findMissingKeys,
  loadDeliverySettings,
  openDeliveryHeaders,
  updateWebhook,
  WebhookFormat,
  type NewWebhook,
  type ShownWebhook,
} from '../../../src/webhooks/index.ts';
import { checkNewWebhook } from '../../../src/webhooks/create-webhook.ts';
import type { HeaderSetting } from '../../../src/webhooks/headers/header-schema.ts';
import type { WebhookUpdate } from '../../../src/webhooks/update-webhook.ts';
import { toWebhookType } from '../../../src/webhooks/webhook.type.ts';
import { apiId, errorsOf, openWebhookFixture, type WebhookFixture } from '../webhook-fixture.ts';

let fixture: WebhookFixture;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
afterAll(() => fixture.close());

const plain = { name: 'X-Team', value: 'orders  and\treturns' };
const secret = { name: 'Authorization', value: 'Bearer 5ecret', isSecret: true };
const keptSecret = { name: secret.name, isSecret: true };
const slackUrl = 'https://hooks.slack.com/services/T0/B0/abcdefgh';

async function add(headers: HeaderSetting[]): Promise<ShownWebhook> {
  return (await fixture.addWebhook(workspaceId, { headers })).webhook;
}

function update(webhook: ShownWebhook, changes: Partial<WebhookUpdate>): Promise<ShownWebhook> {
  const input = { ...changes, webhookId: apiId(webhook) };
  return updateWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
}

/** The headers that a request of the webhook would have. */
async function sentOf({ id }: ShownWebhook) {
  const settings = (await loadDeliverySettings(fixture.em(), [id])).get(id)!;
  return openDeliveryHeaders(settings, fixture.secretBox);
}

const named = (name: string): HeaderSetting[] => [{ name, value: 'x' }];
const valued = (value: string | null): HeaderSetting[] => [{ name: 'X-Team', value }];
const many = (count: number, length: number) =>
  Array.from({ length: count }, (_, n) => ({ name: `X-${n}`, value: 'v'.repeat(length) }));

const refusedNames = [
  ...[
    'Webhook-Id',
    'webhook-signature',
    'WEBHOOK-anything',
    'webhook_signature',
    'x.stockaj.event',
  ],
  ...['X-Stockaj-Delivery', 'User-Agent', 'accept', 'Accept-Encoding', 'svix-id', 'Signature'],
  ...['Content-Type', 'content-length', 'Content_Length', 'content-anything', 'Digest'],
  ...['Connection', 'keep-alive', 'Proxy-Authorization', 'TE', 'Trailer', 'Transfer-Encoding'],
  ...['transfer_encoding', 'Upgrade', 'HTTP2-Settings', 'Host', 'Cookie', 'Set-Cookie', 'Expect'],
  ...['Range', 'If-None-Match', 'X-HTTP-Method-Override', 'X-Original-URL', 'Forwarded', 'Via'],
  ...['X-Forwarded-For', 'x_forwarded_host', 'X-Real-IP', 'Date', '__proto__'],
];

const badHeaders: [string, HeaderSetting[], string[]][] = [
  ...refusedNames.map((name) => [`the name ${name}`, named(name), ['headers.0.name']] as never),
  ['an empty name', named(''), ['headers.0.name']],
  ['a name with a space', named('X Team'), ['headers.0.name']],
  ['a name with a colon', named('X-Team:'), ['headers.0.name']],
  ['a name with a line break', named('X-Team\r\nHost'), ['headers.0.name']],
  ['a name with a last line break', named('X-Team\n'), ['headers.0.name']],
  ['a name that is not ASCII', named('X-Tëam'), ['headers.0.name']],
  ['a name of 65 characters', named('x'.repeat(65)), ['headers.0.name']],
  ['a name twice', [...named('X-Team'), ...named('x-team')], ['headers.1.name']],
  ['an empty value', valued(''), ['headers.0.value']],
  ['no value', valued(null), ['headers.0.value']],
  ['no value for a new secret', [plain, { name: 'X-Key', isSecret: true }], ['headers.1.value']],
  ['a value with CR and LF', valued('a\r\nHost: b'), ['headers.0.value']],
  ['a value that ends in LF', valued('a\n'), ['headers.0.value']],
  ['a value with NUL', valued('a\0'), ['headers.0.value']],
  ['a value with DEL', valued('a\x7f'), ['headers.0.value']],
  ['a value that is not ASCII', valued('é'), ['headers.0.value']],
  ['a value that begins with a space', valued(' a'), ['headers.0.value']],
  ['a value that ends in a tab', valued('a\t'), ['headers.0.value']],
  ['a value of 1,025 characters', valued('v'.repeat(1_025)), ['headers.0.value']],
  ['11 headers', many(11, 1), ['headers']],
  ['a list without end', many(5_000, 1), ['headers']],
  ['more than 4,096 characters in all', many(5, 1_000), ['headers']],
  [
    'three errors',
    [...named('Host'), ...valued('\n'), ...named('x x')],
    ['headers.0.name', 'headers.1.value', 'headers.2.name'],
  ],
];

describe('bad headers', () => {
  test.each(badHeaders)('%s: no webhook is made or changed', async (_name, headers, fields) => {
    const expected = fields.map((field) => ['INVALID_INPUT', field]);
    expect(await errorsOf(add(headers))).toEqual(expected);
    const input = { name: 'n', url: 'https://example.com/', events: ['*'], headers };
    const check = checkNewWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
    expect(await errorsOf(check)).toEqual(expected);
    const webhook = await add([]);
    expect(await errorsOf(update(webhook, { headers }))).toEqual(expected);
    expect(await errorsOf(update(webhook, { headers, dryRun: true }))).toEqual(expected);
    expect((await fixture.readRow(webhook.id)).headers).toEqual([]);
  });

  test('no error repeats a value', async () => {
    const headers = [{ name: 'Host', value: 's3cret\n', isSecret: true }];
    const error: unknown = await add(headers).catch((error: unknown) => error);
    expect(JSON.stringify(error)).not.toContain('s3cret');
  });
});

describe('good headers', () => {
  test('are stored with encrypted secrets, shown without them, and sent with them', async () => {
    const webhook = await add([plain, secret]);
    const { headers, id } = await fixture.readRow(webhook.id);
    expect(headers).toEqual([plain, { name: secret.name, sealed: expect.stringMatching(/^k1:/) }]);
    expect(fixture.secretBox.open((headers[1] as { sealed: string }).sealed, id)).toBe(
      secret.value,
    );
    expect(toWebhookType(webhook).headers).toEqual([
      { ...plain, isSecret: false },
      { name: secret.name, value: null, isSecret: true },
    ]);
    expect(await sentOf(webhook)).toEqual({
      sent: { [plain.name]: plain.value, [secret.name]: secret.value },
      masks: { [secret.name]: '••••' },
    });
  });

  test('may be at the limits', async () => {
    const edge = [
      { name: `!#$%&'*+.^_\`|~${'x'.repeat(50)}`, value: '~'.repeat(1_024) },
      ...['webhook', 'x-stockajs', 'contents-of', 'hosts', 'viable'].flatMap(named),
      ...many(4, 700),
    ];
    expect((await sentOf(await add(edge)))?.sent).toMatchObject({ webhook: 'x' });
  });

  test('are none by default, and null', async () => {
    expect(await sentOf(await add([]))).toBeNull();
    const { webhook } = await fixture.addWebhook(workspaceId, { headers: null });
    expect(webhook.headers).toEqual([]);
  });
});

describe('a change', () => {
  test('without headers keeps them, and one with headers replaces them', async () => {
    const webhook = await add([plain, secret]);
    expect((await update(webhook, { name: 'New' })).headers).toHaveLength(2);
    const next = [{ name: 'X-Other', value: 'b' }];
    expect((await update(webhook, { headers: next })).headers).toEqual(next);
    expect((await update(webhook, { headers: [] })).headers).toEqual([]);
  });

  test('keeps a secret value that is left out, without encrypting it again', async () => {
    const webhook = await add([secret]);
    const before = await fixture.readRow(webhook.id);
    const same = await update(webhook, { headers: [keptSecret] });
    expect(same).toMatchObject({ headers: before.headers, revision: 1 });
    const renamed = await update(webhook, {
      headers: [plain, { ...keptSecret, name: 'authorization' }],
    });
    expect((await sentOf(renamed))?.sent).toEqual({
      [plain.name]: plain.value,
      authorization: secret.value,
    });
  });

  test('makes a plain value secret, but no secret value plain', async () => {
    const webhook = await add([plain, secret]);
    const shown = [{ name: secret.name }];
    expect(await errorsOf(update(webhook, { headers: shown }))).toEqual([
      ['INVALID_INPUT', 'headers.0.value'],
    ]);
    const hidden = await update(webhook, { headers: [{ name: plain.name, isSecret: true }] });
    expect(hidden.headers).toEqual([{ name: plain.name, sealed: expect.any(String) }]);
    expect((await sentOf(hidden))?.sent).toEqual({ [plain.name]: plain.value });
  });

  test('sends no secret value to another origin that was not entered for it', async () => {
    const webhook = await add([plain, secret]);
    const url = 'https://hooks.example.org/orders';
    for (const headers of [undefined, [plain, keptSecret]]) {
      expect(await errorsOf(update(webhook, { url, ...(headers && { headers }) }))).toEqual([
        ['INVALID_INPUT', 'headers.1.value'],
      ]);
    }
    const samePlace = await update(webhook, { url: 'https://hooks.example.com/other' });
    expect((await sentOf(samePlace))?.sent).toMatchObject({ [secret.name]: secret.value });
    const elsewhere = await update(webhook, { url, headers: [plain, secret] });
    expect(elsewhere.url).toBe(url);
    expect((await sentOf(elsewhere))?.sent).toMatchObject({ [secret.name]: secret.value });
  });

  test('of the URL alone keeps plain values', async () => {
    const webhook = await add([plain]);
    const moved = await update(webhook, { url: 'https://hooks.example.org/orders' });
    expect(moved.headers).toEqual([plain]);
  });

  test('counts kept values too', async () => {
    const webhook = await add([{ ...secret, value: 's'.repeat(1_000) }]);
    const headers = [keptSecret, ...many(4, 1_000)];
    expect(await errorsOf(update(webhook, { headers }))).toEqual([['INVALID_INPUT', 'headers']]);
  });

  test('in a dry run changes nothing', async () => {
    const webhook = await add([plain]);
    expect((await update(webhook, { headers: [], dryRun: true })).headers).toEqual([plain]);
  });
});

describe('a chat format', () => {
  const chat = { url: slackUrl, format: WebhookFormat.SLACK };

  test('has no headers', async () => {
    const input: Partial<NewWebhook> = { ...chat, headers: [plain] };
    expect(await errorsOf(fixture.addWebhook(workspaceId, input))).toEqual([
      ['INVALID_INPUT', 'headers'],
    ]);
    const { webhook } = await fixture.addWebhook(workspaceId, chat);
    expect(await errorsOf(update(webhook, { headers: [plain] }))).toEqual([
      ['INVALID_INPUT', 'headers'],
    ]);
    expect((await update(webhook, { headers: [], name: 'New' })).name).toBe('New');
  });

  test('is taken on only with the call that removes the headers', async () => {
    const webhook = await add([secret]);
    expect(await errorsOf(update(webhook, chat))).toEqual([['INVALID_INPUT', 'headers']]);
    const changed = await update(webhook, { ...chat, headers: [] });
    expect(changed).toMatchObject({ format: 'SLACK', headers: [] });
  });
});

test('a key that only a header or a URL needs is missed', async () => {
  const needed = () => findMissingKeys(fixture.em(), [{ id: 'k1', key: Buffer.alloc(32, 7) }]);
  expect(await needed()).toEqual([]);
  const [{ id: first }, { id: second }, { id: third }] = [
    await add([secret]),
    await add([]),
    await add([]),
  ];
  const change = (id: string, column: string, value: string) =>
    fixture.em().execute(`update webhooks set ${column} = ? where id = ?`, [value, id]);
  await change(first, 'headers', JSON.stringify([plain, { name: 'X', sealed: 'k3:x' }]));
  await change(second, 'sealed_url', 'k2:x');
  await change(third, 'previous_secret', 'k4:x');
  expect(await needed()).toEqual(['k2', 'k3']);
  await change(third, 'previous_secret_ends_at', '2999-01-01');
  expect(await needed()).toEqual(['k2', 'k3', 'k4']);
});
