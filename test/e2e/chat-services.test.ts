import { describe, expect, test } from '@jest/globals';
import { findEventType, listEventTypes } from '../../src/catalogue/index.ts';
import type { ChatFormat } from '../../src/messages/index.ts';
import { PublishEvents } from '../kit/documents.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { receiverHost, type Answer, type ReceivedRequest } from '../kit/receiver.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { findProblems, readVisible } from '../messages/kit/services.ts';
import { parseOperation, type Fields } from './kit/operation.ts';

const fixture = setUpNode({
  env: { DELIVERY_CHAT_HOSTS: receiverHost, RETRY_SCHEDULE: '0,600', LOG_LEVEL: 'silent' },
});

/** The answers of each service to a message that it posts, and to one that it cannot post. */
const answers: Readonly<Record<ChatFormat, { accepted: Answer; refused: Answer }>> = {
  SLACK: {
    accepted: { status: 200, body: 'ok' },
    refused: { status: 400, body: 'invalid_blocks' },
  },
  DISCORD: { accepted: 204, refused: { status: 400, body: '{"code":50035,"message":"Invalid"}' } },
  TEAMS: { accepted: 202, refused: { status: 400, body: 'Bad payload received' } },
  GOOGLE_CHAT: {
    accepted: { status: 200, body: '{"name":"spaces/A/messages/B"}' },
    refused: { status: 400, body: '{"error":{"code":400,"status":"INVALID_ARGUMENT"}}' },
  },
};
const formats = Object.keys(answers) as ChatFormat[];

/** Behaves as the service does by its documentation: it checks the size and the form of each message. */
function actAs(format: ChatFormat): Answer {
  return (response, { headers, body }) => {
    const isJson = /^application\/json\b/.test(String(headers['content-type']));
    const isGood = isJson && findProblems(format, body).length === 0;
    const answer = isGood ? answers[format].accepted : answers[format].refused;
    const { status, body: text = '' } = typeof answer === 'object' ? answer : { status: answer };
    response.writeHead(status as number).end(text);
  };
}

const hostile = `<!channel> @everyone \`code\` \u202Egnp.exe <users/all> **x** ${'🎉'.repeat(40)}`;

async function publishAll(): Promise<number> {
  const { renter } = findEventType('renter.created').sample as { renter: object };
  const samples = listEventTypes().map(({ name, sample }) => ({ type: name, data: sample }));
  const data = { renter: { ...renter, name: hostile } };
  const events = [...samples, { type: 'renter.created', data }];
  const { app, customer } = fixture;
  const { publishEvents } = await app.ask(customer.token, PublishEvents, { input: { events } });
  expect(publishEvents.userErrors).toEqual([]);
  return events.length;
}

interface Logged {
  status: string;
  statusReason: string | null;
  webhook: { status: string; statusReason: string | null };
  attempts: Fields[];
}

async function readLog(): Promise<Logged[]> {
  const { document } = parseOperation(`{ deliveries(first: 100) { nodes { status statusReason
    webhook { status statusReason } attempts { url format message note responseStatus errorCode requestHeaders } } } }`);
  const { data } = await fixture.app.request(fixture.customer.token, document, {});
  return (data as { deliveries: { nodes: Logged[] } }).deliveries.nodes;
}

async function create(format: ChatFormat): Promise<void> {
  await fixture.customer.createWebhook(`${fixture.receiver.url}/token-of-the-channel`, { format });
}

test.each(formats)('%s posts every type of event, and pings nobody', async (format) => {
  const { customer, receiver } = fixture;
  receiver.answer(actAs(format));
  await create(format);
  const count = await publishAll();
  const log = await customer.waitForLog(count);
  expect(new Set(log.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
  const bodies = receiver.requests.map(({ body }: ReceivedRequest) => body);
  expect(bodies.flatMap((body) => findProblems(format, body))).toEqual([]);
  expect(bodies.map(readVisible).join('\n')).toContain('everyone');
  const attempts = (await readLog()).flatMap((delivery) => delivery.attempts);
  expect(new Set(attempts.map(({ message }) => message))).toEqual(new Set(bodies));
  const note = format === 'TEAMS' ? expect.stringContaining('does not confirm') : null;
  for (const attempt of attempts) expect(attempt).toMatchObject({ format, note });
  expect(JSON.stringify(await readLog())).not.toMatch(/token-of-the-channel|webhook-signature/);
  expect(Object.keys(receiver.requests[0]!.headers)).not.toContain('webhook-signature');
});

describe('an answer of a service', () => {
  const gone = { status: 'FAILED', statusReason: 'RECEIVER_GONE' };
  const refused = { status: 'FAILED', statusReason: 'MESSAGE_REFUSED' };
  const waits = { status: 'PENDING', statusReason: null };
  const disabled = { status: 'DISABLED', statusReason: 'RECEIVER_GONE' };
  const active = { status: 'ACTIVE', statusReason: null };

  test.each<[ChatFormat, string, Answer, object, object, string]>([
    [
      'SLACK',
      'no_service',
      { status: 404, body: 'no_service' },
      gone,
      disabled,
      'HTTP_CLIENT_ERROR',
    ],
    ['SLACK', 'a revoked URL', { status: 403 }, gone, disabled, 'HTTP_CLIENT_ERROR'],
    ['DISCORD', 'an unknown token', { status: 401 }, gone, disabled, 'HTTP_CLIENT_ERROR'],
    ['SLACK', 'a refused message', answers.SLACK.refused, refused, active, 'HTTP_CLIENT_ERROR'],
    ['DISCORD', 'a refused message', answers.DISCORD.refused, refused, active, 'HTTP_CLIENT_ERROR'],
    ['SLACK', '429 without a time', { status: 429 }, waits, active, 'HTTP_CLIENT_ERROR'],
    ['GOOGLE_CHAT', 'a failure', { status: 503 }, waits, active, 'HTTP_SERVER_ERROR'],
    [
      ...(['GOOGLE_CHAT', 'an error in a 200'] as const),
      { status: 200, body: '{"error":{"code":429}}' },
      ...([waits, active, 'ERROR_IN_BODY'] as const),
    ],
    [
      ...(['TEAMS', 'an error in a 200'] as const),
      { status: 200, body: 'Webhook message delivery failed with error: HTTP error 429' },
      ...([waits, active, 'ERROR_IN_BODY'] as const),
    ],
  ])('%s: %s', async (format, _name, answer, delivery, webhook, errorCode) => {
    const { customer, receiver } = fixture;
    receiver.answer(answer);
    await create(format);
    await customer.publish();
    await customer.waitForAttempt();
    await waitUntil('the webhook has its state', async () => {
      const [logged] = await readLog();
      return logged?.webhook.status === (webhook as { status: string }).status;
    });
    const [logged] = await readLog();
    expect(logged).toMatchObject({ ...delivery, webhook, attempts: [{ errorCode }] });
    expect(receiver.requests).toHaveLength(1);
  });
});
