import { expect, test } from '@jest/globals';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { findTexts } from '../../src/live/find-texts.ts';
import { createLargeDrafts } from '../kit/customer.ts';
import { PublishEvents } from '../kit/documents.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const fixture = setUpNode();

/** Publishes rents of 15 KB each. */
async function publishLarge(count: number): Promise<string[]> {
  const input = { events: createLargeDrafts(count) };
  const { publishEvents } = await fixture.app.ask(fixture.customer.token, PublishEvents, { input });
  return publishEvents.events!.map(({ id }) => decodeId(IdPrefix.event, id)!);
}

test('many long texts are compared with few payloads, one text with all of them', async () => {
  const { app, customer } = fixture;
  const { workspaceId } = customer;
  const eventIds = await publishLarge(20);
  const em = app.app.database.em.fork();
  const long = Array.from({ length: 100 }, (_, n) => ({ workspaceId, text: `${n}`.repeat(100) }));
  const one = { workspaceId, text: 'Rent' };
  const alone = await findTexts(em, [one], eventIds);
  const among = await findTexts(em, [...long.slice(1), one], eventIds);
  expect(eventIds.map((id) => alone(id, 'Rent'))).toEqual(eventIds.map(() => 'found'));
  expect(among(eventIds.at(-1)!, 'Rent')).toBeNull();
});

test('a few texts of people who search at the same time are compared with all payloads', async () => {
  const { app, customer } = fixture;
  const { workspaceId } = customer;
  const eventIds = await publishLarge(20);
  const em = app.app.database.em.fork();
  const texts = Array.from({ length: 10 }, (_, n) => `Ada Lovelace ${n}`);
  const searches = [...texts, 'RENT'].map((text) => ({ workspaceId, text }));
  const findText = await findTexts(em, searches, eventIds);
  expect(findText(eventIds.at(-1)!, 'RENT')).toBe('found');
  expect(findText(eventIds.at(-1)!, texts[0]!)).toBe('absent');
});
