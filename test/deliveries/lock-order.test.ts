import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  recordAttempts,
  releaseClaims,
  renewLeases,
  type ClaimReference,
} from '../../src/deliveries/index.ts';
import { openDeliveryLab, resultOf, unavailable, type DeliveryLab } from './delivery-lab.ts';

/** Of so many deliveries some are claimed, in no order: an update by itself would meet them in any. */
const deliveryCount = 6_000;
const claimCount = 250;
const partCount = 5;
/** Without an order, one round brings about two deadlocks. */
const rounds = 10;

let lab: DeliveryLab;
beforeAll(async () => {
  lab = await openDeliveryLab();
  const workspace = await lab.addWorkspace();
  await lab.addWebhook(workspace);
  for (let n = 0; n < deliveryCount; n += 1_000) await lab.publish(workspace, { count: 1_000 });
});
afterAll(() => lab.close());

/** Claims some deliveries, others than before. */
async function claimAtRandom(): Promise<ClaimReference[]> {
  const token = randomUUID();
  return lab.query<ClaimReference>(`
    update deliveries set claim_token = '${token}', due_at = now() + interval '30 s'
    where id in (select id from deliveries where claim_token is null order by random() limit ${claimCount})
    returning id, claim_token as token, attempt_count + 1 as attempt`);
}

const partSize = claimCount / partCount;
const later = { status: 'PENDING', delayMs: 60_000 } as const;

async function record(claims: ClaimReference[]): Promise<void> {
  const late = await recordAttempts(
    lab.em(),
    claims.map((claim) => resultOf(claim, later, unavailable)),
  );
  if (late.length > 0) throw new Error(`${late.length} results were not written.`);
}

const writers: [string, (claims: ClaimReference[]) => Promise<void>][] = [
  ['recorded', record],
  ['released', (claims) => releaseClaims(lab.em(), claims, 60)],
];

test.each(writers)(
  'claims that are renewed and %s at once are, and no writer waits for another in a circle',
  async (_, write) => {
    for (let round = 1; round <= rounds; round += 1) {
      const claims = await claimAtRandom();
      const parts = Array.from({ length: partCount }, (__, n) =>
        claims.slice(n * partSize, (n + 1) * partSize),
      );
      const writes = [renewLeases(lab.em(), claims, 30), ...parts.map((part) => write(part))];
      const ends = await Promise.allSettled(writes);
      expect(ends.filter(({ status }) => status === 'rejected')).toEqual([]);
      const kept = await lab.query(`select from deliveries where claim_token is not null`);
      expect(kept).toEqual([]);
    }
  },
);
