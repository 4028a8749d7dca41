import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { createDrafts } from '../kit/customer.ts';
import { PublishEvents } from '../kit/documents.ts';
import { verify } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const fixture = setUpNode();
let secret: string;

beforeEach(async () => {
  ({ secret } = await fixture.customer.createWebhook(fixture.receiver.url));
});

const { renter } = createDrafts(1)[0]!.data as { renter: object };

/** Resolves with the request that carries this event. */
async function arrivalOf(eventId: string | undefined) {
  const [delivery] = await fixture.customer.waitForLog(1);
  expect(delivery?.event?.id).toBe(eventId);
  return fixture.receiver.requests.find(({ headers }) => headers['webhook-id'] === eventId)!;
}

describe('the body of a request', () => {
  test.each([
    ['text of many scripts', 'Zoë 山田 🦊 \u202e\u2028'],
    ['characters that JSON escapes', 'a "quoted" \\ back\\slash\n\t\u007f</script>'],
    ['NUL', 'before\u0000after'],
    ['surrogate pairs', 'a \ud83d\udeb2 b'],
  ])('equals the stored and the shown body byte for byte: %s', async (_what, name) => {
    const data = { renter: { ...renter, name } };
    const input = {
      events: [{ type: 'renter.created', data, occurredAt: '2025-01-15T11:30:00.9+01:00' }],
    };
    const { publishEvents } = await fixture.app.ask(fixture.customer.token, PublishEvents, {
      input,
    });
    expect(publishEvents.userErrors).toEqual([]);
    const request = await arrivalOf(publishEvents.events?.[0]?.id);
    expect(verify(secret, request)).toEqual({
      event: 'renter.created',
      data,
      timestamp: '2025-01-15T10:30:00Z',
    });
    const [delivery] = await fixture.customer.log();
    expect(delivery?.requestPayload).toBe(request.body);
    const { rows } = await sql<{ hash: string; seconds: number }>`
      select encode(sha256(convert_to(body, 'UTF8')), 'hex') as hash,
        extract(epoch from occurred_at)::int as seconds
      from events where workspace_id = ${fixture.customer.workspaceId}
    `.execute(fixture.app.app.database.em.fork().getKysely());
    const hash = createHash('sha256').update(request.body).digest('hex');
    expect(rows).toEqual([{ hash, seconds: Date.parse('2025-01-15T10:30:00Z') / 1_000 }]);
  });

  test('has the keys event, data and timestamp in this order, without blanks', async () => {
    const data = { renter };
    const input = {
      events: [{ type: 'renter.created', data, occurredAt: '2025-01-15T10:30:00Z' }],
    };
    const { publishEvents } = await fixture.app.ask(fixture.customer.token, PublishEvents, {
      input,
    });
    const { body } = await arrivalOf(publishEvents.events?.[0]?.id);
    expect(body).toBe(
      `{"event":"renter.created","data":${JSON.stringify(data)},"timestamp":"2025-01-15T10:30:00Z"}`,
    );
  });
});
