import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createWebhook,
  loadDeliverySettings,
  openDeliveryUrl,
  resealSecrets,
  updateWebhook,
  type NewWebhook,
} from '../../src/webhooks/index.ts';
import type { WebhookUpdate } from '../../src/webhooks/update-webhook.ts';
import { apiId, errorsOf, goodSettings, openWebhookFixture } from './webhook-fixture.ts';

let fixture: Awaited<ReturnType<typeof openWebhookFixture>>;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
afterAll(() => fixture.close());

const slackUrl = 'https://hooks.slack.com/services/T000/B000/abcdWXYZ';
const urls = {
  SLACK: slackUrl,
  DISCORD: 'https://discord.com/api/webhooks/123/token-abc',
  TEAMS: 'https://contoso.webhook.office.com/webhookb2/1@2/IncomingWebhook/3/4',
  GOOGLE_CHAT: 'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t',
} as const;
type Format = keyof typeof urls;
const formats = Object.keys(urls) as Format[];

const create = (input: Partial<NewWebhook>) =>
  createWebhook(fixture.dependencies, fixture.em(), workspaceId, { ...goodSettings, ...input });

async function messageOf(call: Promise<unknown>): Promise<string> {
  const { errors } = (await call.catch((error: unknown) => error)) as {
    errors: { message: string }[];
  };
  return errors[0]!.message;
}

function update(webhook: { id: string }, changes: Omit<WebhookUpdate, 'webhookId'>) {
  const input = { webhookId: apiId(webhook), ...changes };
  return updateWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
}

/** The URL that requests go to. */
async function readTarget({ id }: { id: string }): Promise<string> {
  const settings = (await loadDeliverySettings(fixture.em(), [id])).get(id)!;
  return openDeliveryUrl(settings, fixture.secretBox);
}

describe('a chat format', () => {
  test.each(formats)('%s is accepted for its service and for no other host', async (format) => {
    for (const other of formats) {
      const call = create({ format, url: urls[other] });
      if (other === format) expect((await call).webhook.format).toBe(format);
      else expect(await errorsOf(call)).toEqual([['INVALID_INPUT', 'format']]);
    }
    expect(await errorsOf(create({ format }))).toEqual([['INVALID_INPUT', 'format']]);
  });

  test.each(formats)(
    'a URL of %s without a format is answered with the right one',
    async (name) => {
      expect(await errorsOf(create({ url: urls[name] }))).toEqual([['INVALID_INPUT', 'format']]);
      expect(await messageOf(create({ url: urls[name] }))).toContain(`Set the format ${name}.`);
    },
  );

  test('a dot at the end of the host makes no difference', async () => {
    const url = slackUrl.replace('.com', '.com.');
    expect(await errorsOf(create({ url }))).toEqual([['INVALID_INPUT', 'format']]);
    expect((await create({ url, format: 'SLACK' })).webhook.format).toBe('SLACK');
  });

  test('a workflow of Azure may be of Teams or take JSON, so it needs a format', async () => {
    const url =
      'https://prod-12.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke';
    expect(await errorsOf(create({ url }))).toEqual([['INVALID_INPUT', 'format']]);
    expect(await messageOf(create({ url, format: null }))).toContain('TEAMS, or JSON if');
    const { webhook } = await create({ url, format: 'JSON' });
    expect(webhook.format).toBe('JSON');
    expect((await update(webhook, { events: ['*'] })).format).toBe('JSON');
    const elsewhere = (await create({})).webhook;
    expect(await errorsOf(update(elsewhere, { url }))).toEqual([['INVALID_INPUT', 'format']]);
    expect((await update(elsewhere, { url, format: 'JSON' })).url).toBe(url);
    expect((await create({ url, format: 'TEAMS' })).webhook.format).toBe('TEAMS');
  });

  test.each([
    'https://discord.com/api/webhooks/1/token/slack',
    'https://discord.com/api//webhooks/1/token',
    'https://canary.discord.com/API/webhooks/1/token//',
    'https://discordapp.com/api/v10/users/@me',
  ])('no other URL of the service takes JSON: %s', async (url) => {
    for (const format of [undefined, 'JSON', 'SLACK'] as const) {
      const call = create({ url, ...(format && { format }) });
      expect(await messageOf(call)).toContain('Set the format DISCORD');
    }
    const { webhook } = await create({});
    expect(await errorsOf(update(webhook, { url }))).toEqual([['INVALID_INPUT', 'format']]);
  });

  test.each(['slack', 'github', 'slack/'])(
    'an address of Discord for messages of others is refused: %s',
    async (ending) => {
      const call = create({ url: `${urls.DISCORD}/${ending}`, format: 'DISCORD' });
      expect(await errorsOf(call)).toEqual([['INVALID_INPUT', 'url']]);
    },
  );

  test.each([
    'https://hooks.slack.com.example.com/services/1',
    'https://xhooks.slack.com/services/1',
    'https://example.com/hooks.slack.com',
  ])('SLACK is not accepted for %s', async (url) => {
    expect(await errorsOf(create({ url, format: 'SLACK' }))).toEqual([['INVALID_INPUT', 'format']]);
  });
});

describe('the URL of a chat format', () => {
  test('is sent to, and nowhere in the row or the answer', async () => {
    const { webhook } = await create({ url: slackUrl, format: 'SLACK' });
    expect(webhook.url).toBe('https://hooks.slack.com/****WXYZ');
    expect(JSON.stringify(await fixture.readRow(webhook.id))).not.toContain('B000');
    expect(JSON.stringify(webhook)).not.toContain('sealed');
    expect(await readTarget(webhook)).toBe(slackUrl);
  });

  test('is not accepted in its masked form for another webhook', async () => {
    const { webhook } = await create({ url: slackUrl, format: 'SLACK' });
    const copy = create({ url: webhook.url, format: 'SLACK' });
    expect(await errorsOf(copy)).toEqual([['INVALID_INPUT', 'url']]);
  });

  test('stays when other settings change, and belongs to its row', async () => {
    const { webhook } = await create({ url: slackUrl, format: 'SLACK' });
    const renamed = await update(webhook, { name: 'Rents', format: 'SLACK' });
    expect(renamed).toMatchObject({ name: 'Rents', url: webhook.url });
    expect(await readTarget(webhook)).toBe(slackUrl);
    const other = (await create({ url: slackUrl, format: 'SLACK' })).webhook;
    const { sealedUrl } = await fixture.readRow(webhook.id);
    expect(() => fixture.secretBox.open(sealedUrl!, other.id)).toThrow();
  });

  test('stays when its masked form is sent back, and is no URL for JSON', async () => {
    const { webhook } = await create({ url: slackUrl, format: 'SLACK' });
    const { url: masked, revision } = webhook;
    expect((await update(webhook, { url: masked })).revision).toBe(revision);
    expect(await readTarget(webhook)).toBe(slackUrl);
    const json = update(webhook, { url: masked, format: 'JSON' });
    expect(await errorsOf(json)).toEqual([['INVALID_INPUT', 'url']]);
  });

  test('changes to another one, with the version and the health that belong to it', async () => {
    const { webhook } = await create({ url: slackUrl, format: 'SLACK' });
    const next = slackUrl.replace('abcd', 'efgh');
    const changed = await update(webhook, { url: next });
    expect([changed.url, changed.revision]).toEqual([webhook.url, webhook.revision + 1]);
    expect(await readTarget(webhook)).toBe(next);
  });

  test('has its errors beside those of other settings', async () => {
    const wrong = {
      ...({ format: 'SLACK', messageText: '{{x}}', filter: { path: 'a', eq: 1 } } as const),
      headers: [{ name: 'X-A', value: '1' }],
    };
    const errors = ['format', 'messageText', 'headers', 'filter.path'].map((field) => [
      'INVALID_INPUT',
      field,
    ]);
    expect(await errorsOf(create(wrong))).toEqual(errors);
    const { webhook } = await create({});
    expect(await errorsOf(update(webhook, wrong))).toEqual(errors);
  });

  test('is asked for again when the webhook becomes JSON, which shows its URL', async () => {
    const { webhook } = await create({ url: slackUrl, format: 'SLACK' });
    expect(await errorsOf(update(webhook, { format: 'JSON' }))).toEqual([['INVALID_INPUT', 'url']]);
    const json = await update(webhook, { format: 'JSON', url: goodSettings.url });
    expect([json.format, json.url]).toEqual(['JSON', goodSettings.url]);
    expect((await fixture.readRow(webhook.id)).sealedUrl).toBeNull();
    expect((await update(json, { format: 'SLACK', url: slackUrl })).url).toBe(webhook.url);
  });

  test('is encrypted again with a new key', async () => {
    const { webhook } = await create({ url: slackUrl, format: 'SLACK' });
    const fresh = { id: 'k2', key: Buffer.alloc(32, 8) };
    const old = { id: 'k1', key: Buffer.alloc(32, 7) };
    expect((await resealSecrets(fixture.em(), [fresh, old])).left).toEqual([]);
    expect((await fixture.readRow(webhook.id)).sealedUrl).toMatch(/^k2:/);
    await resealSecrets(fixture.em(), [old, fresh]);
    expect(await readTarget(webhook)).toBe(slackUrl);
  });
});

describe('a message text', () => {
  const chat = { url: slackUrl, format: 'SLACK' } as const;

  test('is kept, changed and removed', async () => {
    const messageText = 'New rent {{data.rent.id}}';
    const { webhook } = await create({ ...chat, messageText });
    expect(webhook.messageText).toBe(messageText);
    expect((await update(webhook, { name: 'Rents' })).messageText).toBe(messageText);
    expect((await update(webhook, { messageText: '' })).messageText).toBeNull();
  });

  test.each([
    ['an unknown path', '{{data.rent.colour}}'],
    ['a path of another event', '{{data.item.sku}}'],
    ['the prototype', '{{data.__proto__.x}}'],
    ['nested braces', '{{ {{data.rent.id}} }}'],
    ['10,000 characters', 'x'.repeat(10_000)],
  ])('with %s is refused', async (_case, messageText) => {
    const errors = await errorsOf(create({ ...chat, messageText }));
    expect(new Set(errors.map(String))).toEqual(new Set(['INVALID_INPUT,messageText']));
  });

  test('must suit the events and the format after every change', async () => {
    const { webhook } = await create({ ...chat, messageText: '{{data.rent.id}}' });
    const error = [['INVALID_INPUT', 'messageText']];
    expect(await errorsOf(update(webhook, { events: ['item.created'] }))).toEqual(error);
    const json = { format: 'JSON', url: goodSettings.url } as const;
    expect(await errorsOf(update(webhook, json))).toEqual(error);
    expect((await update(webhook, { ...json, messageText: '' })).format).toBe('JSON');
  });
});
