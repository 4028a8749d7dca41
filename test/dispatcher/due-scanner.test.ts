import { expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const fixture = setUpNode({ env: { ROLES: 'api' } });

/** More webhooks than one part of a scan covers. */
const webhookCount = 230;

test('a node finds the due deliveries of every webhook, however many webhooks have waiting ones', async () => {
  const { customer, receiver, app } = fixture;
  const kysely = app.app.database.em.fork().getKysely();
  await sql`
    insert into webhooks (id, workspace_id, name, url, events, timeout_seconds, secret, secret_hint)
    select new_id(), ${customer.workspaceId}, 'Orders', ${receiver.url}, '{*}', 10, 'sealed', 'hint'
    from generate_series(2, ${webhookCount}::int)
  `.execute(kysely);
  const { id } = await customer.createWebhook(receiver.url); // the last in a scan, which is ordered by id
  await customer.publish();
  await sql`
    update delivery_queue set due_at = now() + interval '1 hour'
    where workspace_id = ${customer.workspaceId} and webhook_id <> ${decodeId(IdPrefix.webhook, id)}::uuid
  `.execute(kysely);
  const node = await fixture.startNode({ ROLES: 'dispatcher' });
  await receiver.waitFor(1);
  await node.stop();
  expect(receiver.requests).toHaveLength(1);
});
