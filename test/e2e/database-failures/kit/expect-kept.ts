import { expect } from '@jest/globals';
import type { LoggedDelivery } from '../../../kit/customer.ts';
import { ListDeliveries } from '../../../kit/documents.ts';
import { waitUntil } from '../../../kit/wait-until.ts';
import type { Load } from './load.ts';
import type { NodeLog } from './node-log.ts';
import type { FailureFixture } from './failure-fixture.ts';

/**
 * Checks what holds after any database failure, once it is over, without a restart of the node: each
 * call gets its event, each event is delivered, the log has every request and the reason for each
 * repeated one, no request started while results or leases could not be written, refused calls got a
 * retryable error, and the live stream continues.
 *
 * @returns the log
 */
export async function expectKept(fixture: FailureFixture, load: Load): Promise<LoggedDelivery[]> {
  await load.done();
  expect(new Set(load.eventIds).size).toBe(load.eventIds.length);
  const log = await readSettledLog(fixture);
  expect(log.map(({ event }) => event!.id).toSorted()).toEqual(load.eventIds.toSorted());
  expect(new Set(log.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
  expectRequestsLogged(fixture, log);
  expectFurtherAttemptsExplained(log, fixture.nodeLog);
  expectNoneStartedWhileClosed(log, fixture.nodeLog);
  for (const { data, errors } of load.refusals) {
    expect(data ?? null).toBeNull();
    const code = 'INTERNAL_SERVER_ERROR';
    const extensions = { code, requestId: expect.any(String), isRetryable: true };
    expect(errors).toMatchObject([{ extensions }]);
  }
  await expectLive(fixture);
  return log;
}

/** Reads all pages once nothing is in flight. A broken connection may fail a read once. */
async function readSettledLog(fixture: FailureFixture): Promise<LoggedDelivery[]> {
  let log: LoggedDelivery[] = [];
  await waitUntil('all deliveries have ended', async () => {
    log = await readLog(fixture).catch(() => []);
    return log.length > 0 && log.every(({ status }) => status !== 'PENDING');
  });
  return log;
}

async function readLog({ app, customer: { token } }: FailureFixture): Promise<LoggedDelivery[]> {
  const log: LoggedDelivery[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const { deliveries } = await app.ask(token, ListDeliveries, { first: 100, after });
    log.push(...deliveries.nodes);
    after = deliveries.pageInfo.hasNextPage ? (deliveries.pageInfo.endCursor ?? null) : null;
  }
  return log;
}

/** Checks that no attempt was requested twice and that each one is in the log. */
function expectRequestsLogged({ receiver }: FailureFixture, log: readonly LoggedDelivery[]): void {
  const requested = receiver.requests.map(
    ({ headers }) =>
      `${String(headers['x-stockaj-delivery'])}/${String(headers['x-stockaj-attempt'])}`,
  );
  expect(new Set(requested).size).toBe(requested.length);
  const logged = log.flatMap(({ id, attempts }) => attempts.map(({ number }) => `${id}/${number}`));
  expect(logged).toEqual(expect.arrayContaining(requested));
  // Each event reached its receiver.
  const delivered = new Set(receiver.requests.map(({ headers }) => headers['webhook-id']));
  expect(log.filter(({ event }) => !delivered.has(event!.id))).toEqual([]);
}

/** Checks that every attempt but the last failed, is unknown, or was unknown until a late result. */
function expectFurtherAttemptsExplained(log: readonly LoggedDelivery[], nodeLog: NodeLog): void {
  const lost = nodeLog.lostDeliveryIds();
  for (const { id, attempts } of log) {
    expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, n) => n + 1));
    const unexplained = attempts.slice(0, -1).filter(({ errorCode }) => errorCode === null);
    expect(lost.has(id) ? [] : unexplained).toEqual([]);
  }
}

/** Milliseconds between the decision to send a request and its logged start. */
const startTakesMs = 10;

function expectNoneStartedWhileClosed(log: readonly LoggedDelivery[], nodeLog: NodeLog): void {
  const attempts = log.flatMap((delivery) => delivery.attempts).filter(({ url }) => url !== null);
  for (const { fromMs, toMs } of nodeLog.closedTimes()) {
    const isWithin = (startedAt: string) =>
      Date.parse(startedAt) > fromMs + startTakesMs && Date.parse(startedAt) < toMs;
    expect(attempts.filter(({ startedAt }) => isWithin(startedAt))).toEqual([]);
  }
}

/** Checks that the same subscription still reports changes. A session left read-only may refuse an event once. */
async function expectLive({ customer, live }: FailureFixture): Promise<void> {
  let eventId: string | undefined;
  await waitUntil('an event is accepted', async () => {
    [eventId] = await customer.publish().catch(() => []);
    return eventId !== undefined;
  });
  const made = (await customer.log()).find(({ event }) => event?.id === eventId);
  await live.waitFor('the stream shows a new delivery', () =>
    live.statusesOf(made!.id).includes('SUCCEEDED'),
  );
}
