import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { checkPromises } from './check/index.ts';
import type { AttemptRow, Book, Journal, NodeReport, ReceivedRequest } from './journal.ts';

/** Two workspaces with a webhook each; north published one event, delivered at its second attempt. */
const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const otherSecret = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const ids = {
  webhook: '01890000-0000-7000-8000-000000000001',
  otherWebhook: '01890000-0000-7000-8000-000000000002',
  event: '01890000-0000-7000-8000-000000000003',
  delivery: '01890000-0000-7000-8000-000000000004',
};
const body = '{"event":"renter.created","data":{"renter":{"name":"sure|north|1"}}}';
const noon = Date.UTC(2025, 0, 1, 12);

function signed(attempt: number, answered: ReceivedRequest['answered']): ReceivedRequest {
  const id = encodeId(IdPrefix.event, ids.event);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(noon / 1_000),
    'webhook-signature': new Webhook(secret).sign(id, new Date(noon), body),
    'x-stockaj-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    'x-stockaj-delivery': encodeId(IdPrefix.delivery, ids.delivery),
    'x-stockaj-attempt': String(attempt),
  };
  return { webhookId: ids.webhook, at: noon, headers, body: Buffer.from(body), answered };
}

function attempt(number: number, responseStatus: number | null, errorCode: string | null) {
  return { deliveryId: ids.delivery, number, responseStatus, errorCode } satisfies AttemptRow;
}

function nodeWith(...reports: NodeReport[]): Journal['nodes'][number] {
  const [name, roles, output] = ['node-1', 'dispatcher', 'ready'];
  return { name, roles, end: 'killed', endedAt: noon, reports, output };
}

function createJournal(): Writable<Journal> {
  const event = { id: ids.event, workspaceId: 'north', type: 'renter.created' };
  return {
    attemptsMax: 3,
    webhooks: [
      { id: ids.webhook, workspaceId: 'north', events: ['*'], secret },
      { id: ids.otherWebhook, workspaceId: 'south', events: ['*'], secret: otherSecret },
    ],
    accepted: [{ ...event, marker: 'sure|north|1', at: noon }],
    requests: [signed(1, 500), signed(2, 200)],
    nodes: [nodeWith({ at: noon, kind: 'request', delivery: 'dlv', attempt: 1 })],
    faults: [],
    observed: [],
  };
}

function createBook(): Writable<Book> {
  return {
    events: [{ id: ids.event, workspaceId: 'north', type: 'renter.created', body }],
    deliveries: [
      {
        id: ids.delivery,
        eventId: ids.event,
        webhookId: ids.webhook,
        workspaceId: 'north',
        trigger: 'EVENT',
        status: 'SUCCEEDED',
        reason: null,
        attemptCount: 2,
      },
    ],
    attempts: [attempt(1, 500, 'HTTP_STATUS'), attempt(2, 200, null)],
    queued: [],
    hours: [{ webhookId: ids.webhook, succeeded: 1, failed: 0 }],
    shown: [{ workspaceId: 'north', deliveryId: ids.delivery, payload: body }],
    secretRows: [],
  };
}

type Writable<Whole> = { -readonly [Part in keyof Whole]: Whole[Part] };
type Change = (journal: Writable<Journal>, book: Writable<Book>) => void;

function findAfter(change: Change): string[] {
  const [journal, book] = [createJournal(), createBook()];
  change(journal, book);
  return checkPromises(journal, book).map(({ promise, what }) => `${promise}: ${what}`);
}

test('a run that kept all promises has no violations', () => {
  expect(findAfter(() => undefined)).toEqual([]);
});

const gateClosed = {
  at: noon,
  kind: 'log',
  msg: 'dispatcher: gate closed',
} as const;
const gateOpen = { at: noon, kind: 'log', msg: 'dispatcher: gate opened' } as const;
const started = { at: noon, kind: 'request', delivery: 'dlv', attempt: 1 } as const;

test.each<[string, Change, string]>([
  [
    'an accepted event is not in the book',
    (_, book) => (book.events = []),
    '1: an accepted event is lost',
  ],
  [
    'a webhook got no delivery',
    (_, book) => (book.deliveries = []),
    '1: the deliveries of an accepted event are not one for each webhook that wants it',
  ],
  [
    'a webhook got two deliveries',
    (_, book) =>
      (book.deliveries = [...book.deliveries, { ...book.deliveries[0]!, id: ids.event }]),
    '1: the deliveries of an accepted event are not one for each webhook that wants it',
  ],
  [
    'a delivery is PENDING in the end',
    (_, book) => (book.deliveries = [{ ...book.deliveries[0]!, status: 'PENDING' }]),
    '1: a delivery ended as PENDING without what belongs to it',
  ],
  [
    'a delivery that has ended is still in the queue',
    (_, book) => (book.queued = [ids.delivery]),
    '1: a delivery is still in the queue',
  ],
  [
    'a success never arrived',
    (journal) => (journal.requests = [signed(1, 500)]),
    '1: a delivery ended as SUCCEEDED without what belongs to it',
  ],
  [
    'a success was answered with a failure',
    (journal) => (journal.requests = [signed(1, 500), signed(2, 503)]),
    '1: a delivery ended as SUCCEEDED without what belongs to it',
  ],
  [
    'a delivery failed before its attempts were exhausted',
    (_, book) =>
      (book.deliveries = [
        { ...book.deliveries[0]!, status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' },
      ]),
    '1: a delivery ended as FAILED without what belongs to it',
  ],
  [
    'an event exists whose transaction rolled back',
    (_, book) =>
      (book.events = [
        ...book.events,
        { ...book.events[0]!, id: 'x', body: body.replace('sure', 'never') },
      ]),
    '1: an event exists that was refused or rolled back',
  ],
  [
    'a repeated call published again',
    (_, book) => (book.events = [...book.events, { ...book.events[0]!, id: 'x' }]),
    '1: an event was published twice',
  ],
  [
    'an attempt was sent twice',
    (journal) => (journal.requests = [...journal.requests, signed(2, 200)]),
    '2: an attempt was sent twice',
  ],
  [
    'a request is of an attempt that the log does not know',
    (journal) => (journal.requests = [...journal.requests, signed(3, 200)]),
    '2: a request arrived that the log does not know',
  ],
  [
    'the numbers of the attempts have a gap',
    (_, book) => (book.attempts = [attempt(2, 200, null)]),
    '2: the attempts have a gap',
  ],
  [
    'an attempt follows a success',
    (_, book) => (book.attempts = [attempt(1, 200, null), attempt(2, 200, null)]),
    '2: an attempt follows a success',
  ],
  [
    'the log has another status than was answered',
    (journal) => (journal.requests = [signed(1, 503), signed(2, 200)]),
    '2: the log has another status than the receiver answered',
  ],
  [
    'the body was changed on its way',
    (journal) =>
      (journal.requests = [{ ...signed(1, 500), body: Buffer.from(`${body} `) }, signed(2, 200)]),
    '2: a request arrived with another body than was stored',
  ],
  [
    'the webhook-id is not constant',
    (journal) => (journal.requests = [withHeader('webhook-id', 'evt_other'), signed(2, 200)]),
    '2: a request arrived with another webhook-id than its event',
  ],
  ...['webhook-signature', 'x-stockaj-signature'].map((name): [string, Change, string] => [
    `${name} is wrong`,
    (journal) => (journal.requests = [withHeader(name, 'v1,wrong'), signed(2, 200)]),
    '2: a request arrived with a wrong signature',
  ]),
  [
    'a request started while nothing could be written',
    (journal) => (journal.nodes = [nodeWith(gateClosed, started, gateOpen)]),
    '3: a request started while nothing could be written',
  ],
  [
    "a request arrived at another workspace's receiver",
    (journal) =>
      (journal.requests = [signed(1, 500), { ...signed(2, 200), webhookId: ids.otherWebhook }]),
    '4: a receiver got what is not its own',
  ],
  [
    'a delivery is in the log of another workspace',
    (_, book) => (book.shown = [...book.shown, { ...book.shown[0]!, workspaceId: 'south' }]),
    '4: a log shows what is not its own',
  ],
  [
    'a log hides a delivery',
    (_, book) => (book.shown = []),
    '4: a log does not show all of its own',
  ],
  [
    'a delivery joins two workspaces',
    (_, book) => (book.deliveries = [{ ...book.deliveries[0]!, workspaceId: 'south' }]),
    '4: a delivery joins workspaces',
  ],
  [
    'a node wrote a secret',
    (journal) => (journal.nodes = [{ ...nodeWith(), output: `{"secret":"${secret}"}` }]),
    '5: a node wrote a secret',
  ],
  [
    'a column holds a secret',
    (_, book) => (book.secretRows = [{ table: 'webhooks', row: secret }]),
    '5: a row holds a secret',
  ],
  [
    'an hourly count is wrong',
    (_, book) => (book.hours = [{ webhookId: ids.webhook, succeeded: 2, failed: 0 }]),
    'counters: the hourly counts are not those of the deliveries',
  ],
  [
    'attempt_count is wrong',
    (_, book) => (book.deliveries = [{ ...book.deliveries[0]!, attemptCount: 1 }]),
    'counters: attempt_count is not the number of attempts',
  ],
  [
    'a stop in order left an unknown outcome',
    (journal, book) => {
      const delivery = encodeId(IdPrefix.delivery, ids.delivery);
      const node = nodeWith({ ...started, delivery });
      journal.nodes = [{ ...node, end: 'stopped in order' }];
      book.attempts = [attempt(1, null, 'OUTCOME_UNKNOWN'), attempt(2, 200, null)];
    },
    'process: a stop in order left an unknown outcome',
  ],
])('the checker finds that %s', (_, change, violation) => {
  expect(findAfter(change)).toContain(violation);
});

test('a result recorded after a lost lease may amend its attempt to a success', () => {
  const msg = 'dispatcher: lease lost, the result only amends its attempt';
  const amends: NodeReport = { at: noon, kind: 'log', msg, deliveries: [ids.delivery] };
  const found = findAfter((journal, book) => {
    journal.requests = [signed(1, 200), signed(2, 200)];
    journal.nodes = [nodeWith(amends)];
    book.attempts = [attempt(1, 200, null), attempt(2, 200, null)];
  });
  expect(found).toEqual([]);
});

test('a request may start again after a successful write', () => {
  expect(
    findAfter((journal) => (journal.nodes = [nodeWith(gateClosed, gateOpen, started)])),
  ).toEqual([]);
});

function withHeader(name: string, value: string): ReceivedRequest {
  const request = signed(1, 500);
  return { ...request, headers: { ...request.headers, [name]: value } };
}
