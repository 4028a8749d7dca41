import { expect, test } from '@jest/globals';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { findTexts, type TextSearch } from '../../src/live/find-texts.ts';
import { createCustomer, createLargeDrafts } from '../kit/customer.ts';
import { PublishEvents } from '../kit/documents.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const fixture = setUpNode();

/** Publishes rents of 15 KB each. Returns what a read of the feed would find. */
async function publishLarge(count: number, { token, workspaceId } = fixture.customer) {
  const input = { events: createLargeDrafts(count) };
  const { publishEvents } = await fixture.app.ask(token, PublishEvents, { input });
  return publishEvents.events!.map(({ id }) => ({
    workspaceId,
    eventId: decodeId(IdPrefix.event, id)!,
  }));
}

const searchFor = async (searches: readonly TextSearch[], changed: readonly Changed[]) =>
  findTexts(fixture.app.app.database.em.fork(), searches, changed);

type Changed = Awaited<ReturnType<typeof publishLarge>>[number];

test('many long texts are compared with few payloads, one text with all of them', async () => {
  const { workspaceId } = fixture.customer;
  const changed = await publishLarge(20);
  const long = Array.from({ length: 99 }, (_, n) => ({ workspaceId, text: `${n}`.repeat(100) }));
  const one = { workspaceId, text: 'Rent' };
  const alone = await searchFor([one], changed);
  const among = await searchFor([...long, one], changed);
  expect(changed.map(({ eventId }) => alone(eventId, 'Rent'))).toEqual(changed.map(() => 'found'));
  expect(among(changed.at(-1)!.eventId, 'Rent')).toBeNull();
});

test('a few texts of people who search at the same time are compared with all payloads', async () => {
  const { workspaceId } = fixture.customer;
  const changed = await publishLarge(20);
  const { eventId } = changed.at(-1)!;
  const texts = Array.from({ length: 10 }, (_, n) => `Ada Lovelace ${n}`);
  const findText = await searchFor(
    [...texts, 'RENT'].map((text) => ({ workspaceId, text })),
    changed,
  );
  expect(findText(eventId, 'RENT')).toBe('found');
  expect(findText(eventId, texts[0]!)).toBe('absent');
});

test.each([
  ['looks for texts too', ['rent']],
  ['looks for no text', []],
])('large payloads of a workspace that %s keep no other one from its own', async (_, texts) => {
  const { app, customer } = fixture;
  const large = await createCustomer(app);
  const others: Changed[] = [];
  for (let n = 0; n < 6; n += 1) others.push(...(await publishLarge(60, large))); // more than 4 MiB
  const mine = await publishLarge(1);
  const { workspaceId } = large;
  const findText = await searchFor(
    [
      { workspaceId: customer.workspaceId, text: 'rent' },
      ...texts.map((text) => ({ workspaceId, text })),
    ],
    [...others, ...mine],
  );
  expect(findText(mine[0]!.eventId, 'rent')).toBe('found');
  expect(findText(others.at(-1)!.eventId, 'rent')).not.toBe('found');
});
