import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  amendAttempts,
  expireLeases,
  recordAttempts,
  type ClaimedDelivery,
} from '../../src/deliveries/index.ts';
import { eraseEvent } from '../../src/events/erase-event.ts';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import {
  decideAfter,
  openDeliveryDatabase,
  resultOf,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

const texts = { requestBody: 'Anna and Bea', responseBody: 'posted: Anna and Bea' };
const noTexts = { requestBody: null, responseBody: null };

/** Leases three deliveries that share a digest. */
async function lease(leaseSeconds = 30) {
  const workspace = await database.addWorkspace();
  const webhook = await database.addWebhook(workspace);
  const made = await database.publish(workspace, { count: 3 });
  const claimed = await database.claim([webhook], { leaseSeconds });
  const erase = (n: number) =>
    eraseEvent(
      ...([database.em(), { wake: () => undefined }, workspace] as const),
      encodeId(IdPrefix.event, made[n]!.eventId),
    );
  return { webhook, claimed, erase };
}

const resultsOf = (claimed: readonly ClaimedDelivery[], among = claimed) =>
  claimed.map((claim) =>
    resultOf(
      claim,
      { status: 'SUCCEEDED' },
      { format: 'SLACK', digest: among.map(({ id }) => id), ...texts },
    ),
  );

const readAll = async (claimed: readonly ClaimedDelivery[]) =>
  (await Promise.all(claimed.map(({ id }) => database.readAttempts(id)))).flat();

test('the texts of a digest are kept in each of its attempts', async () => {
  const { claimed } = await lease();
  await recordAttempts(database.em(), resultsOf(claimed));
  expect(await readAll(claimed)).toMatchObject(Array(3).fill(texts));
});

test('an event that is erased takes the texts of its digests with it, and of nothing else', async () => {
  const { claimed, erase } = await lease();
  const other = await lease();
  await recordAttempts(database.em(), [...resultsOf(claimed), ...resultsOf(other.claimed)]);
  await erase(1);
  expect(await readAll(claimed)).toMatchObject(Array(3).fill(noTexts));
  expect(await readAll(other.claimed)).toMatchObject(Array(3).fill(texts));
});

test('a digest that began with the same event as an erased one keeps its texts', async () => {
  const { claimed, erase } = await lease();
  const pair = claimed.slice(0, 2);
  const late = [claimed[0]!, claimed[2]!];
  await recordAttempts(database.em(), [
    ...resultsOf([claimed[1]!], pair),
    ...resultsOf([claimed[2]!], late),
    resultsOf([claimed[0]!], pair)[0]!,
  ]);
  await erase(2);
  expect(await readAll(pair)).toMatchObject([texts, texts]);
  expect(await readAll([claimed[2]!])).toMatchObject([noTexts]);
});

test('a digest is recorded without its texts if one of its events was erased meanwhile', async () => {
  const { claimed, erase } = await lease();
  const other = await lease();
  await erase(2);
  await recordAttempts(database.em(), [...resultsOf(claimed), ...resultsOf(other.claimed)]);
  expect(await readAll(claimed)).toMatchObject(Array(3).fill(noTexts));
  expect(await readAll(other.claimed)).toMatchObject(Array(3).fill(texts));
});

test('a digest of which one lease was lost is recorded without its texts', async () => {
  const { claimed } = await lease();
  const [first, ...others] = claimed;
  await recordAttempts(database.em(), resultsOf(others, claimed));
  expect(await readAll(others)).toMatchObject(Array(2).fill(noTexts));
  expect(await database.readAttempts(first!.id)).toEqual([]);
});

test('a result that comes too late is amended without the texts of its digest', async () => {
  const { claimed } = await lease(0);
  expect(await expireLeases(database.em(), decideAfter(3))).toBe(3);
  await amendAttempts(database.em(), resultsOf(claimed));
  const amended = await readAll(claimed);
  expect(amended).toMatchObject(Array(3).fill({ ...noTexts, responseStatus: 200 }));
});

test('calls that erase events of one digest at the same time do not block each other', async () => {
  const { claimed, erase } = await lease();
  await recordAttempts(database.em(), resultsOf(claimed));
  await Promise.all([0, 1, 2, 0, 1, 2].map(erase));
  expect(await readAll(claimed)).toMatchObject(Array(3).fill(noTexts));
});
