import { describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { openLive } from '../kit/live-client.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { growth, scrape, scrapeUrl } from '../kit/scrape.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const token = 'a-token-of-the-tests';
const fixture = setUpNode({
  env: { METRICS_PORT: '0', METRICS_TOKEN: token, RETRY_SCHEDULE: '0' },
});

/** One call of the customer's, by its text. */
async function post(query: string): Promise<unknown> {
  const { app, customer } = fixture;
  const response = await fetch(app.app.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${customer.token}`,
    },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

/** How much these samples grow while `work` runs. */
async function measure<Name extends string>(
  samples: readonly Name[],
  work: () => Promise<unknown>,
): Promise<Record<Name, number>> {
  const before = await scrape(fixture.app);
  await work();
  const grown = growth(before, await scrape(fixture.app), samples);
  return Object.fromEntries(samples.map((name, at) => [name, grown[at]])) as Record<Name, number>;
}

describe('the metrics of a node', () => {
  test('count events, attempts by outcome, and records exactly', async () => {
    const { customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    receiver.answer(204, 204, 204, 500);
    const grown = await measure(
      [
        'events_published_total{type="renter.created"}',
        'events_published_total{type="rent.created"}',
        'attempts_total{outcome="SUCCEEDED"}',
        'attempts_total{outcome="HTTP_SERVER_ERROR"}',
        'attempts_total{outcome="TIMEOUT"}',
        'attempt_duration_seconds_count',
        'record_batch_attempts_sum',
        'due_to_request_seconds_count',
        'due_to_request_seconds_bucket{le="7200"}',
        'publish_to_request_seconds_count',
        'publish_to_request_seconds_bucket{le="7200"}',
        'record_failures_total',
        'leases_lost_total',
        'webhook_changes_total{change="failing"}',
        'operations_total{field="publishEvents",code="OK"}',
      ],
      async () => {
        await customer.publish(4);
        await customer.waitForLog(4);
      },
    );
    expect(Object.values(grown)).toEqual([4, 0, 3, 1, 0, 4, 4, 4, 4, 4, 4, 0, 0, 1, 1]);
    const after = await scrape(fixture.app);
    await waitUntil('all is let go', async () => {
      const now = await scrape(fixture.app);
      return now.get('deliveries_held') === 0 && now.get('deliveries_held_bytes') === 0;
    });
    expect(after.get('requests_in_flight')).toBe(0);
    expect(after.get('request_slots_free')).toBe(500);
    expect(after.get('gate_open')).toBe(1);
  });

  test('show requests in flight and the memory of held deliveries', async () => {
    const { app, customer, receiver } = fixture;
    const held = holdAnswers();
    receiver.answer(held.answer);
    await customer.createWebhook(receiver.url);
    await customer.publish(2);
    await held.waitFor(2);
    const bytes = receiver.requests.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    const during = await scrape(app);
    expect(during.get('requests_in_flight')).toBe(2);
    expect(during.get('request_slots_free')).toBe(498);
    expect(during.get('deliveries_held')).toBe(2);
    expect(during.get('deliveries_held_bytes')).toBe(bytes);
    held.release(200);
    await customer.waitForLog(2);
  });

  test("count a claimed delivery's wait from its due time or its webhook's resume", async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const { em } = app.app.database;
    const pause = (at: string) => sql`
      update webhooks set paused_at = ${at}::timestamptz, updated_at = now()
      where workspace_id = ${customer.workspaceId}
    `;
    await pause('2026-01-01').execute(em.fork().getKysely());
    await customer.publish();
    await sql`
      update delivery_queue set due_at = due_at - interval '1 day'
      where workspace_id = ${customer.workspaceId}
    `.execute(em.fork().getKysely());
    const grown = await measure(
      ['due_to_request_seconds_count', 'due_to_request_seconds_bucket{le="7200"}'],
      async () => {
        await sql`update webhooks set paused_at = null where workspace_id = ${customer.workspaceId}`.execute(
          em.fork().getKysely(),
        );
        await customer.waitForLog(1);
      },
    );
    expect(Object.values(grown)).toEqual([1, 1]);
  });

  test('count the events of a refused call by type and code, also unknown types', async () => {
    const event = (type: string) => `{ type: "${type}", data: {} }`;
    const call = (...types: string[]) =>
      post(
        `mutation { publishEvents(input: { events: [${types.map(event).join()}] }) { userErrors { code } } }`,
      );
    const grown = await measure(
      [
        'events_refused_total{type="unknown",code="UNKNOWN_EVENT_TYPE"}',
        'events_refused_total{type="rent.created",code="UNKNOWN_EVENT_TYPE"}',
        'events_refused_total{type="rent.created",code="INVALID_INPUT"}',
        'operations_total{field="publishEvents",code="UNKNOWN_EVENT_TYPE"}',
        'operations_total{field="publishEvents",code="INVALID_INPUT"}',
      ],
      async () => {
        await call('no.such', 'rent.created');
        await call('rent.created');
      },
    );
    expect(Object.values(grown)).toEqual([1, 1, 1, 1, 1]);
  });

  test('count operations by root field, over HTTP and WebSocket, whatever their names', async () => {
    const { app, customer } = fixture;
    const grown = await measure(
      [
        'operations_total{field="webhooks",code="OK"}',
        'operations_total{field="eventTypes",code="OK"}',
        'operations_total{field="none",code="GRAPHQL_VALIDATION_FAILED"}',
        'operations_total{field="none",code="GRAPHQL_PARSE_FAILED"}',
        'operations_total{field="deliveryUpdated",code="OK"}',
        'operations_total{field="deliveryUpdated",code="NOT_FOUND"}',
        'operations_total{field="publishEvents",code="USER_ERROR"}',
      ],
      async () => {
        await post(
          'query MyName { mine: webhooks { nodes { id } } ...More } fragment More on Query { eventTypes { name } }',
        );
        await post('query MyOther { secretName }');
        await post('{');
        await post(
          'mutation { publishEvents(input: { events: [] }) { userErrors { code: message } } }',
        );
        const live = await openLive(app, customer.token);
        expect((await scrape(app)).get('live_subscribers')).toBe(1);
        await live.stop();
        await (
          await openLive(app, customer.token, { webhookId: 'wh_01h455vb4pex5vsknk084sn02q' })
        ).stop();
      },
    );
    expect(Object.values(grown)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const names = [...(await scrape(app)).samples.keys()].join();
    expect(names).not.toMatch(/MyName|MyOther|secretName|mine/);
  });

  test('count calls refused for their token before they are read', async () => {
    const call = () =>
      fetch(fixture.app.app.url, { method: 'POST', headers: { authorization: 'Bearer wrong' } });
    const grown = await measure(
      ['operations_total{field="none",code="UNAUTHENTICATED"}'],
      async () => {
        for (let n = 0; n < 3; n += 1) await call();
      },
    );
    expect(Object.values(grown)).toEqual([3]);
  });

  test('visit each fragment once, however often it is spread', async () => {
    const { app, customer } = fixture;
    const depth = 60; // visiting each spread would take 2^60 steps
    const spreads = Array.from(
      { length: depth },
      (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`,
    );
    const query = `{ ...F0 } ${spreads.join(' ')} fragment F${depth} on Query { __typename }`;
    const answer = await fetch(app.app.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${customer.token}` },
      body: JSON.stringify({ query }),
    });
    expect(answer.status).toBe(400); // nested too deep
  });

  test('count excess schema requests without a token', async () => {
    const ask = () =>
      fetch(fixture.app.app.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ __typename }' }),
      });
    const grown = await measure(
      [
        'calls_refused_total{limit="schema_reads"}',
        'calls_refused_total{limit="node_late"}',
        'operations_total{field="__typename",code="OK"}',
      ],
      async () => {
        for (let call = 0; call < 12; call += 1) await ask();
      },
    );
    expect(Object.values(grown)).toEqual([2, 0, 10]);
  });

  test('show the lag of the live stream, its subscribers and its gaps', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const live = await openLive(app, customer.token);
    const before = await scrape(app);
    await customer.publish();
    await live.waitFor('the success is shown', (messages) =>
      messages.some(({ delivery }) => delivery?.status === 'SUCCEEDED'),
    );
    await sql`update database_epochs set place = null`.execute(
      app.app.database.em.fork().getKysely(),
    );
    await live.waitFor('the gap is told', (messages) => messages.some(({ gap }) => gap));
    const after = await scrape(app);
    const [lags, shortLags, gaps] = growth(before, after, [
      'live_lag_seconds_count',
      'live_lag_seconds_bucket{le="7200"}',
      'live_gaps_total',
    ]);
    expect(lags).toBeGreaterThanOrEqual(1);
    expect(shortLags).toBe(lags);
    expect(gaps).toBe(1);
    await live.stop();
  });

  test('show the process, its pool and its version', async () => {
    const { samples, get } = await scrape(fixture.app);
    expect([...samples.keys()].filter((name) => name.startsWith('build_info'))).toEqual([
      'build_info{version="0.1.0"}',
    ]);
    const connections = ['in_use', 'idle'].map((state) =>
      get(`database_connections{state="${state}"}`),
    );
    expect(connections[0]! + connections[1]!).toBeGreaterThan(0);
    expect(get('database_connection_waiters')).toBe(0);
    expect(get('process_resident_memory_bytes')).toBeGreaterThan(get('process_heap_bytes'));
    expect(get('process_start_time_seconds')).toBeLessThan(Date.now() / 1_000);
    const earlier = get('process_cpu_seconds_total');
    expect((await scrape(fixture.app)).get('process_cpu_seconds_total')).toBeGreaterThan(earlier);
  });
});

describe('the metrics are served', () => {
  const atPort = (path: string) => `http://127.0.0.1:${fixture.app.app.port}${path}`;
  const atMetricsPort = (path: string) => `http://127.0.0.1:${fixture.app.app.metricsPort}${path}`;

  test('at PORT with the token only', async () => {
    for (const authorization of [
      ...['', 'Bearer', 'Bearer ', `Bearer ${token}x`, `Bearer ${token.slice(1)}`],
      ...[`Basic ${token}`, token, `Bearer ${fixture.customer.token}`],
    ]) {
      const response = await fetch(atPort('/metrics'), { headers: { authorization } });
      expect([response.status, await response.text()]).toEqual([401, '']);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="metrics"');
    }
    expect((await fetch(atPort('/metrics'))).status).toBe(401);
    expect((await scrapeUrl(atPort('/metrics'), token)).has('gate_open')).toBe(true);
    const post = await fetch(atPort('/metrics'), { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  test('at METRICS_PORT, only by GET and HEAD, in the format of Prometheus', async () => {
    const response = await fetch(atMetricsPort('/metrics?x=1'));
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const head = await fetch(atMetricsPort('/metrics'), { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const others = [
      fetch(atMetricsPort('/metrics'), { method: 'POST' }),
      ...['/', '/graphql', '/metrics/'].map((path) => fetch(atMetricsPort(path))),
    ];
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([405, 404, 404, 404]);
  });

  test('nowhere when neither is set', async () => {
    const node = await fixture.startNode();
    expect(node.app.metricsPort).toBeNull();
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(new URL('/metrics', node.app.url), { headers });
    expect(response.status).toBe(404);
    await node.stop(); // otherwise other tests would count its requests
  });

  test('also by a node without the API', async () => {
    const node = await fixture.startNode({ ROLES: 'dispatcher', METRICS_TOKEN: token });
    const { has } = await scrapeUrl(`http://127.0.0.1:${node.app.port}/metrics`, token);
    expect(has('requests_in_flight')).toBe(true);
    await node.stop();
  });

  test('unless their port is taken, which ends the start with a sentence', async () => {
    const taken = { METRICS_PORT: String(fixture.app.app.metricsPort) };
    await expect(fixture.startNode(taken)).rejects.toThrow(
      /^Port \d+ is taken by another process; choose another with METRICS_PORT\.$/,
    );
  });
});
