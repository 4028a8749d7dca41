import { sql } from '../../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../../src/kernel/index.ts';
import type { TestApp } from '../../kit/app.ts';

/** Ends a waiting delivery as FAILED without a request, on a node that sends nothing. */
export async function failDelivery({ app }: TestApp, deliveryId: string): Promise<void> {
  const uuid = decodeId(IdPrefix.delivery, deliveryId);
  await sql`
    with gone as (delete from delivery_queue where delivery_id = ${uuid}::uuid)
    update deliveries set status = 'FAILED', status_reason = 'ATTEMPTS_EXHAUSTED', updated_at = now()
    where id = ${uuid}::uuid
  `.execute(app.database.em.fork().getKysely());
}
