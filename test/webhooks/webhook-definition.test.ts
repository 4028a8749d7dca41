import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listEventTypes } from '../../src/catalogue/index.ts';
import { updateWebhook, WebhookEntity, type NewWebhook } from '../../src/webhooks/index.ts';
import { countWebhooks } from '../../src/webhooks/find-webhook.ts';
import { apiId, errorsOf, openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

let fixture: WebhookFixture;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
afterAll(() => fixture.close());

type Case = [string, Partial<NewWebhook>, [string, string][]];

const badSettings: Case[] = [
  ['an empty name', { name: '' }, [['INVALID_INPUT', 'name']]],
  ['a name of blanks', { name: '  \u00a0 ' }, [['INVALID_INPUT', 'name']]],
  ['a name of 101 characters', { name: 'é'.repeat(101) }, [['INVALID_INPUT', 'name']]],
  ['a name of two lines', { name: 'Orders\nand more' }, [['INVALID_INPUT', 'name']]],
  ['a name with NUL', { name: 'Orders\0' }, [['INVALID_INPUT', 'name']]],
  ['a name with half a character', { name: 'Orders \ud83d' }, [['INVALID_INPUT', 'name']]],
  ['a URL without TLS', { url: 'http://example.com/' }, [['URL_NOT_ALLOWED', 'url']]],
  ['a URL with userinfo', { url: 'https://me@example.com/' }, [['URL_NOT_ALLOWED', 'url']]],
  ['a private address', { url: 'https://10.0.0.1/' }, [['URL_NOT_ALLOWED', 'url']]],
  ['no URL at all', { url: '' }, [['URL_NOT_ALLOWED', 'url']]],
  ['no events', { events: [] }, [['INVALID_INPUT', 'events']]],
  [
    'an unknown event',
    { events: ['rent.created', 'rent.x'] },
    [['UNKNOWN_EVENT_TYPE', 'events.1']],
  ],
  ['another case', { events: ['Rent.created'] }, [['UNKNOWN_EVENT_TYPE', 'events.0']]],
  ['an event twice', { events: ['*', 'rent.created', '*'] }, [['INVALID_INPUT', 'events.2']]],
  [
    'an unknown family',
    { events: ['shop.*', 'rent*'] },
    [
      ['UNKNOWN_EVENT_TYPE', 'events.0'],
      ['UNKNOWN_EVENT_TYPE', 'events.1'],
    ],
  ],
  ['a family twice', { events: ['rent.*', 'rent.*'] }, [['INVALID_INPUT', 'events.1']]],
  ['a timeout of 0', { timeoutSeconds: 0 }, [['INVALID_INPUT', 'timeoutSeconds']]],
  ['a timeout of 31', { timeoutSeconds: 31 }, [['INVALID_INPUT', 'timeoutSeconds']]],
  ['a timeout of 1.5', { timeoutSeconds: 1.5 }, [['INVALID_INPUT', 'timeoutSeconds']]],
  [
    'a description of 501 characters',
    { description: '🚲'.repeat(501) },
    [['INVALID_INPUT', 'description']],
  ],
  ['a description with NUL', { description: 'Orders\0' }, [['INVALID_INPUT', 'description']]],
  [
    'a description that changes its direction',
    { description: 'a\u202eb' },
    [['INVALID_INPUT', 'description']],
  ],
  ['a list without end', { events: Array<string>(5000).fill('x') }, [['INVALID_INPUT', 'events']]],
];

describe('bad settings', () => {
  test.each(badSettings)('%s creates no webhook', async (_name, settings, errors) => {
    const countBefore = await countWebhooks(fixture.em(), workspaceId);
    expect(await errorsOf(fixture.addWebhook(workspaceId, settings))).toEqual(errors);
    expect(await countWebhooks(fixture.em(), workspaceId)).toBe(countBefore);
  });

  test.each(badSettings)('%s changes no webhook', async (_name, settings, errors) => {
    const webhook = await fixture.readRow((await fixture.addWebhook(workspaceId)).webhook.id);
    const input = { ...settings, webhookId: apiId(webhook) };
    const update = updateWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
    expect(await errorsOf(update)).toEqual(errors);
    expect(await fixture.readRow(webhook.id)).toEqual(webhook);
  });

  test('are all reported at once', async () => {
    const settings = { name: '', url: 'ftp://x', events: ['a.b', '*', 'c.d'], timeoutSeconds: 0 };
    expect(await errorsOf(fixture.addWebhook(workspaceId, settings))).toEqual([
      ['INVALID_INPUT', 'name'],
      ['URL_NOT_ALLOWED', 'url'],
      ['UNKNOWN_EVENT_TYPE', 'events.0'],
      ['UNKNOWN_EVENT_TYPE', 'events.2'],
      ['INVALID_INPUT', 'timeoutSeconds'],
    ]);
  });
});

describe('good settings', () => {
  const names = listEventTypes().map(({ name }) => name);

  test.each<[string, Partial<NewWebhook>, Partial<NewWebhook>]>([
    ['a timeout that is left out is 10', {}, { timeoutSeconds: 10 }],
    ['the least', { name: 'x', timeoutSeconds: 1 }, { name: 'x', timeoutSeconds: 1 }],
    ['a timeout of null is 10', { timeoutSeconds: null }, { timeoutSeconds: 10 }],
    ['the most', { timeoutSeconds: 30, events: names }, { events: names }],
    ['the wildcard replaces all other names', { events: [...names, '*'] }, { events: ['*'] }],
    [
      'a family replaces its names',
      { events: ['rent.created', 'renter.created', 'rent.*'] },
      { events: ['renter.created', 'rent.*'] },
    ],
    [
      'all families stay',
      { events: ['rent.*', 'item.*', 'renter.*', ...names] },
      { events: ['rent.*', 'item.*', 'renter.*'] },
    ],
    ['100 characters count as people count', { name: '🚲'.repeat(100) }, {}],
    ['a description has lines', { description: 'a\n\tb' }, { description: 'a\n\tb' }],
    ['500 characters describe', { description: '🚲'.repeat(500) }, {}],
    ['an empty description is none', { description: ' \n ' }, { description: null }],
    ['blanks around a name are dropped', { name: '  Orders  ' }, { name: 'Orders' }],
    [
      'a URL is stored in its normalized form',
      { url: 'https://EXAMPLE.com' },
      { url: 'https://example.com/' },
    ],
  ])('%s', async (_name, settings, kept) => {
    const { webhook } = await fixture.addWebhook(workspaceId, settings);
    expect(await fixture.readRow(webhook.id)).toMatchObject({ ...settings, ...kept });
  });
});

describe('an update', () => {
  test('changes the given settings and keeps those that are missing or null', async () => {
    const { webhook } = await fixture.addWebhook(workspaceId);
    const input = { webhookId: apiId(webhook), name: 'New', url: null, events: ['*'] };
    const updated = await updateWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
    const row = await fixture.readRow(webhook.id);
    expect(row).toMatchObject({ name: 'New', url: webhook.url, events: ['*'], timeoutSeconds: 10 });
    expect(row).toMatchObject(updated);
  });

  test('with an empty description removes it, and with null keeps it', async () => {
    const { webhook } = await fixture.addWebhook(workspaceId, { description: 'For orders' });
    const update = (description: string | null) =>
      updateWebhook(fixture.dependencies, fixture.em(), workspaceId, {
        webhookId: apiId(webhook),
        description,
      });
    expect(await update(null)).toMatchObject({ description: 'For orders' });
    expect(await update('')).toMatchObject({ description: null });
  });

  test('clears failingSince only if the URL changes', async () => {
    const { webhook } = await fixture.addWebhook(workspaceId);
    const failingSince = new Date();
    await fixture.em().nativeUpdate(WebhookEntity, { id: webhook.id }, { failingSince });
    const update = (url: string) =>
      updateWebhook(fixture.dependencies, fixture.em(), workspaceId, {
        webhookId: apiId(webhook),
        url,
      });
    expect(await update(webhook.url)).toMatchObject({ failingSince });
    expect(await update('https://other.example.com/')).toMatchObject({ failingSince: null });
  });
});
