import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  createEventValidator,
  findEventType,
  type EventTypeName,
} from '../../src/catalogue/index.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createSigningSecret, signRequest } from '../../src/dispatcher/http/sign-request.ts';
import { PublishEvents, RegenerateSecret } from '../kit/documents.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { readPrograms, useLibrary } from './kit/read-programs.ts';
import { listPlainCases, listStandardCases, type Captured } from './kit/request-cases.ts';
import {
  isInstalled,
  runners,
  runScript,
  startProgram,
  type RawRequest,
} from './kit/start-program.ts';

const clock = createFakeClock();
const fixture = setUpNode({ options: { clock } });
const text = readFileSync(new URL('../../docs/integrators.md', import.meta.url), 'utf8');
const programs = readPrograms(text);

/** A received delivery. Its text has characters of one to four bytes, since signatures cover bytes. */
async function receiveOne(): Promise<RawRequest> {
  const { app, customer, receiver } = fixture;
  const { renter } = findEventType('renter.created').sample as { renter: object };
  const data = { renter: { ...renter, name: 'Zoë Łuć 漢字 😀' } };
  const input = { events: [{ type: 'renter.created', data }] };
  const before = receiver.requests.length;
  const { publishEvents } = await app.ask(customer.token, PublishEvents, { input });
  expect(publishEvents.userErrors).toEqual([]);
  const requests = await receiver.waitFor(before + 1);
  const { headers, body } = requests[before]!;
  return { headers: headers as Record<string, string>, body: Buffer.from(body) };
}

async function capture(): Promise<Captured> {
  const { app, customer, receiver } = fixture;
  const { id, secret } = await customer.createWebhook(receiver.url);
  const single = await receiveOne();
  const input = { webhookId: id, keepPreviousForSeconds: 3_600 };
  await app.ask(customer.token, RegenerateSecret, { input });
  clock.advance(1_000); // cached settings have expired
  return { secret, single, overlap: await receiveOne() };
}

/** Drops connection headers, which the program's own server sets. */
function keepMessage({ headers, body }: RawRequest): RawRequest {
  const isKept = ([name]: [string, string]) => /^(webhook|x-stockaj|content-type)/.test(name);
  return { headers: Object.fromEntries(Object.entries(headers).filter(isKept)), body };
}

function readCode(name: string): string {
  const language = name.replace('-library', '');
  const program = programs.get(language)!;
  return name === language ? program : useLibrary(program, programs.get(name)!);
}

async function expectRightAnswers(name: string, captured: Captured): Promise<void> {
  const unused = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
  const secrets = [unused, captured.secret];
  const cases = [...listStandardCases(captured), ...listPlainCases(captured)];
  const program = await startProgram(runners[name]!, readCode(name), secrets);
  try {
    const answers: string[] = [];
    for (const { what, path, request } of cases) {
      answers.push(`${path}: ${what}: ${await program.post(path, keepMessage(request))}`);
    }
    expect(answers).toEqual(
      cases.map(({ what, path, isAccepted }) => `${path}: ${what}: ${isAccepted ? 204 : 400}`),
    );
  } finally {
    await program.stop();
  }
}

for (const [name, runner] of Object.entries(runners)) {
  const isHere = isInstalled(runner);
  // eslint-disable-next-line no-restricted-syntax -- depends on the languages of the machine
  const declare = isHere ? test : test.skip;
  const title = `the ${name} code accepts true requests of both schemes and no others`;
  declare(isHere ? title : `${title} (skipped: this machine lacks ${runner.needs})`, async () => {
    await expectRightAnswers(name, await capture());
  });
}

test('every program of the page has a runner', () => {
  expect([...programs.keys()].toSorted()).toEqual(Object.keys(runners).toSorted());
});

/** The headers and the body of the example. */
function readExample(): { headers: Record<string, string>; body: string } {
  const [, head = '', body = ''] = /<!-- example -->\n+```http\n([^]*?)\n\n(.*)\n```/.exec(text)!;
  const [, ...lines] = head.split('\n');
  const headers = lines.map((line) => line.split(': ') as [string, string]);
  return { headers: Object.fromEntries(headers), body };
}

test('the example of the page has the headers and keys of a real request', async () => {
  await fixture.customer.createWebhook(fixture.receiver.url);
  const real = await receiveOne();
  const { headers, body } = readExample();
  expect(Object.keys(headers).toSorted()).toEqual(Object.keys(real.headers).toSorted());
  const listKeys = (json: string) => Object.keys(JSON.parse(json) as object);
  expect(listKeys(body)).toEqual(listKeys(real.body.toString()));
  for (const name of listKeys(JSON.stringify(headers))) {
    const isExplained = text.includes(`\n| \`${name}\` `) || /^(host|connection)$/.test(name);
    expect([name, isExplained]).toEqual([name, true]);
  }
});

test('the example of the page matches the catalogue and is signed with the secret beside it', () => {
  const { headers, body } = readExample();
  const { event, data } = JSON.parse(body) as { event: EventTypeName; data: unknown };
  expect(createEventValidator().validateEventData(event, data)).toEqual([]);
  const secret = /`(whsec_[A-Za-z0-9+/]{43}=)`/.exec(text)![1]!;
  const signed = signRequest({
    eventId: headers['webhook-id']!,
    eventType: event,
    deliveryId: headers['x-stockaj-delivery']!,
    attempt: Number(headers['x-stockaj-attempt']),
    body,
    url: `https://${headers.host}/stockaj`,
    timeoutSeconds: 10,
    secrets: [createSigningSecret(secret)],
    now: new Date(Number(headers['webhook-timestamp']) * 1_000),
    version: headers['user-agent']!.replace('Stockaj-Webhooks/', ''),
  });
  const length = String(Buffer.byteLength(body));
  expect(headers).toMatchObject({ ...signed.headers, 'content-length': length });
});

test('the delays of the page are those of the default schedule', () => {
  const [, cells = ''] = /^\| wait +\|(.*)\|$/m.exec(text)!;
  const unitSeconds: Record<string, number> = { s: 1, min: 60, h: 3_600 };
  const waits = cells.split('|').map((cell) => {
    const [count, unit = ''] = cell.trim().split(' ');
    return Number(count) * unitSeconds[unit]!;
  });
  expect([0, ...waits]).toEqual(loadConfig({}).retryScheduleSeconds);
});

test('the request of the page for curl is accepted by both schemes, and refused with another body', async () => {
  const [, script = ''] = /^<!-- send: curl -->\n+```sh\n([\s\S]*?)^```$/m.exec(text)!;
  const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
  const program = await startProgram(runners.node!, programs.get('node')!, [secret]);
  try {
    for (const path of ['/hooks', '/hooks/plain']) {
      expect(await runScript(script, `${program.url}${path}`, secret)).toMatch(
        /: +204\n.*: +400\n$/,
      );
    }
  } finally {
    await program.stop();
  }
});
