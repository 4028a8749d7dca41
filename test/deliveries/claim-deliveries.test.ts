import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordAttempts } from '../../src/deliveries/index.ts';
import { openDeliveryLab, resultOf, unavailable, type DeliveryLab } from './delivery-lab.ts';

let lab: DeliveryLab;
beforeAll(async () => {
  lab = await openDeliveryLab();
});
afterAll(() => lab.close());

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** A workspace with one webhook and deliveries that are due, oldest first. */
async function addDue(count: number) {
  const workspace = await lab.addWorkspace();
  const webhook = await lab.addWebhook(workspace);
  const ids: string[] = [];
  // One by one: deliveries of one statement may be due at the same microsecond.
  for (let n = 0; n < count; n += 1) ids.push(...idsOf(await lab.publish(workspace)));
  return { workspace, webhook, ids };
}

describe('claimDeliveries', () => {
  test('takes what is due, oldest first and at most the slots of the webhook', async () => {
    const { webhook, ids } = await addDue(5);
    const slotsByWebhook = new Map([[webhook, 3]]);

    const first = await lab.claim([], { slotsByWebhook });
    expect(idsOf(first)).toEqual(ids.slice(0, 3));
    const second = await lab.claim([], { slotsByWebhook });
    expect(idsOf(second)).toEqual(ids.slice(3));
  });

  test('takes at most the slots in all, and nothing of a webhook that is not named', async () => {
    const [a, b, unnamed] = [await addDue(3), await addDue(3), await addDue(1)];

    const claimed = await lab.claim([a.webhook, b.webhook], { slots: 4 });
    expect(claimed).toHaveLength(4);
    expect(idsOf(claimed)).not.toContain(unnamed.ids[0]);
  });

  test('gives everything that an attempt needs, leased from before the statement was sent', async () => {
    const { workspace, webhook, ids } = await addDue(1);

    const claimed = await lab.claim([webhook], { leaseSeconds: 30, monotonicMs: () => 1_000 });
    const row = await lab.readDelivery(ids[0]!);
    expect(claimed).toEqual([
      {
        id: ids[0],
        workspaceId: workspace,
        webhookId: webhook,
        eventId: row.eventId,
        eventType: 'rent.created',
        trigger: 'EVENT',
        attempt: 1,
        token: row.claimToken,
        body: Buffer.from(`body of ${row.eventId}`),
        dueMs: expect.any(Number),
        leaseEndsMs: 31_000,
        webhookVersion: 1,
        webhookSeenMs: 1_000,
        probe: null,
      },
    ]);
  });

  test('leaves alone what is not due yet, what is leased, and what was until its lease ran out', async () => {
    const { workspace, webhook } = await addDue(1);
    const claimed = await lab.claim([webhook]);
    await recordAttempts(lab.em(), [
      resultOf(claimed[0]!, { status: 'PENDING', delayMs: 60_000 }, unavailable),
    ]);
    await lab.publish(workspace, { room: 1 });
    await lab.publish(workspace);
    await lab.claim([webhook], { leaseSeconds: 0 });

    expect(await lab.claim([webhook])).toEqual([]);
  });

  test('takes no more bodies than the bytes allow, and one that is larger all the same', async () => {
    const { webhook, ids } = await addDue(3);
    const bodyBytes = `body of ${ids[0]!}`.length;

    const large = await lab.claim([webhook], { bytesMax: 1 });
    expect(idsOf(large)).toEqual(ids.slice(0, 1));
    const rest = await lab.claim([webhook], { bytesMax: 2 * bodyBytes });
    expect(idsOf(rest)).toEqual(ids.slice(1));
  });

  test('passes over what another claimer is taking at the same time, without waiting for it', async () => {
    const { webhook, ids } = await addDue(4);
    const slotsByWebhook = new Map([[webhook, 2]]);

    await lab.em().transactional(async (open) => {
      const mine = await lab.claim([], { slotsByWebhook }, open);
      const theirs = await lab.claim([webhook]);
      expect(idsOf(mine)).toEqual(ids.slice(0, 2));
      expect(idsOf(theirs)).toEqual(ids.slice(2));
    });
  });

  test('gives every delivery to exactly one of many claimers', async () => {
    const workspace = await lab.addWorkspace();
    const webhook = await lab.addWebhook(workspace);
    const ids = idsOf(await lab.publish(workspace, { count: 200 }));

    const slotsByWebhook = new Map([[webhook, 5]]);
    async function claimUntilEmpty(): Promise<string[]> {
      const claimed = await lab.claim([], { slotsByWebhook });
      // A claimer may meet locked rows only; what is left then is taken by those who hold them.
      return claimed.length === 0 ? [] : [...idsOf(claimed), ...(await claimUntilEmpty())];
    }
    const byClaimer = await Promise.all(Array.from({ length: 4 }, claimUntilEmpty));
    const rest = await claimUntilEmpty();
    expect([...byClaimer.flat(), ...rest].sort()).toEqual(ids.sort());
  });

  test('takes due TESTs of webhooks that are not named, before all others', async () => {
    const { workspace, webhook } = await addDue(1);
    const paused = await lab.addWebhook(workspace, ['rent.deleted']);
    await lab.changeWebhook(paused, 'paused_at = now()');
    const made = await lab.publish(workspace, {
      addressee: { webhookId: paused, trigger: 'TEST' },
    });

    const claimed = await lab.claim([webhook], { slots: 1 });
    expect(claimed).toMatchObject([{ id: made[0]!.id, trigger: 'TEST', webhookId: paused }]);
  });

  test('takes deliveries of several days in one claim', async () => {
    const { webhook, ids } = await addDue(3);
    const moved = await lab.moveToYesterday(ids.slice(0, 1));

    const claimed = await lab.claim([webhook]);
    expect(idsOf(claimed)).toEqual([...moved, ...ids.slice(1)]);
    const tokens = await Promise.all(
      claimed.map(async ({ id }) => (await lab.readDelivery(id)).claimToken),
    );
    expect(new Set(tokens)).toEqual(new Set([claimed[0]!.token]));
  });
});
