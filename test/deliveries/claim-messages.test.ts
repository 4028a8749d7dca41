import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  claimMessages,
  messageOf,
  prunePaces,
  recordAttempts,
  unknownFacts,
  type AttemptFacts,
  type ClaimedDelivery,
} from '../../src/deliveries/index.ts';
import {
  claimRequest,
  openDeliveryDatabase,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

/** Adds a webhook of Slack with due deliveries. */
async function addDue(count: number) {
  const workspaceId = await database.addWorkspace();
  const webhookId = await database.addWebhook(workspaceId);
  await database.changeWebhook(webhookId, `format = 'SLACK'`);
  const made = await database.publish(workspaceId, { count });
  return { workspaceId, webhookId, made };
}
type Paced = Pick<Awaited<ReturnType<typeof addDue>>, 'workspaceId' | 'webhookId'>;

function claim(webhooks: readonly Paced[], em = database.em()) {
  const quotas = webhooks.map(({ workspaceId, webhookId }) => ({
    ...{ workspaceId, webhookId, count: 100, workspaceBytes: 1_000_000 },
  }));
  return claimMessages(em, quotas, claimRequest([]));
}

/** Changes the time of the next message by SQL, such as `now()`. */
const setNext = ({ webhookId }: Paced, time: string) =>
  database.query(`update message_paces set next_at = ${time} where webhook_id = '${webhookId}'`);

const sizesOf = (claimed: Awaited<ReturnType<typeof claim>>['claimed']) =>
  claimed.map((delivery) => messageOf(delivery).length);

test('a publish and a scan say that the webhook has a pace', async () => {
  const { made } = await addDue(1);
  expect(made).toMatchObject([{ isPaced: true }]);
});

test('a claim leases all that is due, as the messages that the pace allows', async () => {
  const webhook = await addDue(10);
  const { claimed, waitMsOf } = await claim([webhook]);
  expect(sizesOf(claimed)).toEqual([1, 1, 8]);
  expect(new Set(claimed.flatMap(messageOf).map(({ id }) => id)).size).toBe(10);
  expect(waitMsOf.get(webhook.webhookId)).toBeCloseTo(1_000, 3);
});

test('after a burst nothing is leased until the next message may go', async () => {
  const webhook = await addDue(3);
  await claim([webhook]);
  const [more] = await database.publish(webhook.workspaceId, { count: 5 });
  const { claimed, waitMsOf } = await claim([webhook]);
  expect(claimed).toEqual([]);
  expect(waitMsOf.get(webhook.webhookId)).toBeGreaterThan(0);
  expect(await database.readQueued(more!.id)).toMatchObject({ claimToken: null });
  await setNext(webhook, 'clock_timestamp()');
  expect(sizesOf((await claim([webhook])).claimed)).toEqual([5]);
});

test('messages that were not used are kept for later', async () => {
  const webhook = await addDue(1);
  expect((await claim([webhook])).waitMsOf.size).toBe(0);
  await database.publish(webhook.workspaceId, { count: 4 });
  expect(sizesOf((await claim([webhook])).claimed)).toEqual([1, 3]);
});

test('a webhook whose pace another claim has locked is skipped, others are not', async () => {
  const [busy, other] = [await addDue(2), await addDue(2)];
  await claim([busy]);
  await database.publish(busy.workspaceId);
  await database.em().transactional(async (em) => {
    await em.execute(`select from message_paces where webhook_id = '${busy.webhookId}' for update`);
    const { claimed } = await claim([busy, other]);
    expect(new Set(claimed.map(({ webhookId }) => webhookId))).toEqual(new Set([other.webhookId]));
  });
  expect(sizesOf((await claim([busy])).claimed)).toEqual([1]);
});

test('claims at the same time allow three messages together', async () => {
  const webhook = await addDue(50);
  const claims = await Promise.all([1, 2, 3, 4].map(() => claim([webhook])));
  const claimed = claims.flatMap((one) => one.claimed);
  expect(claimed).toHaveLength(3);
  expect(claimed.flatMap(messageOf)).toHaveLength(50);
});

test('the pace of a webhook that may send a burst again is pruned, and no other', async () => {
  const [idle, busy] = [await addDue(3), await addDue(3)];
  await claim([idle, busy]);
  await setNext(idle, `now() - interval '3001 ms'`);
  await prunePaces(database.em());
  const kept = await database.query<{ id: string }>(`select webhook_id as id from message_paces`);
  const ids = kept.map(({ id }) => id);
  expect([ids.includes(idle.webhookId), ids.includes(busy.webhookId)]).toEqual([false, true]);
});

test('a claim knows the messages that an earlier attempt may have posted', async () => {
  const webhook = await addDue(3);
  const [refused, silent, ofJson] = (await claim([webhook])).claimed;
  const timeout = { errorCode: 'TIMEOUT', responseStatus: null, firstByteMs: 9_000 } as const;
  await record(refused!, { errorCode: 'HTTP_SERVER_ERROR', responseStatus: 503, firstByteMs: 5 });
  await record(silent!, timeout);
  await record(ofJson!, { ...timeout, format: null }); // before the webhook had the format of a chat service
  await setNext(webhook, "now() - interval '1 minute'");
  const { claimed } = await claim([webhook]);
  expect(new Map(claimed.map((it) => [it.id, it.mayBePosted]))).toEqual(
    new Map([
      [refused!.id, false],
      [silent!.id, true],
      [ofJson!.id, false],
    ]),
  );
});

test('a claim sends the deliveries of a refused digest in tens, and those of a refused ten alone', async () => {
  const webhook = await addDue(27);
  const first = await claim([webhook]);
  expect(sizesOf(first.claimed)).toEqual([1, 1, 25]);
  await refuse(first.claimed.at(-1)!);
  await setNext(webhook, 'clock_timestamp()');
  const dueBefore = await readDue(webhook);
  const [ten] = (await claim([webhook])).claimed;
  const dueAfter = await readDue(webhook);
  const isLeft = ({ id }: { id: string }) => messageOf(ten!).every((one) => one.id !== id);
  expect(dueAfter.filter(isLeft)).toEqual(dueBefore.filter(isLeft));
  expect(messageOf(ten!)).toHaveLength(10);
  await refuse(ten!);
  await setNext(webhook, "now() - interval '1 minute'");
  expect(sizesOf((await claim([webhook])).claimed)).toEqual([1, 1, 1]);
});

/** The due times of the waiting deliveries of a webhook, in milliseconds. */
const readDue = ({ webhookId }: Paced) =>
  database.query<{ id: string }>(
    `select delivery_id as id, round(extract(epoch from due_at) * 1000)::text as due_ms from delivery_queue
     where webhook_id = '${webhookId}' order by delivery_id`,
  );

/** Records that the service refused a digest. */
async function refuse(message: ClaimedDelivery) {
  const digest = messageOf(message).map(({ id }) => id);
  const answer = { errorCode: 'HTTP_CLIENT_ERROR', responseStatus: 400, digest } as const;
  for (const one of messageOf(message)) await record(one, answer);
}

/** Records a failed attempt, after which the delivery is due at once. */
async function record(delivery: ClaimedDelivery, answer: Partial<AttemptFacts>) {
  const facts = { ...unknownFacts(new Date()), format: 'SLACK' as const, ...answer };
  const next = { status: 'PENDING' as const, delayMs: 0 };
  expect(await recordAttempts(database.em(), [{ delivery, facts, next }])).toEqual([]);
}
