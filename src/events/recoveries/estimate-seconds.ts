import { sql, type EntityManager } from '../../db/index.ts';
import { responseTimeBounds, responseTimeColumns } from '../../deliveries/index.ts';

/** The most that a node sends to one webhook, in deliveries per second, however fast it responds. */
const perWebhookMax = 500;
/** The most that a node makes and sends in all, in deliveries per second. */
const perNodeMax = 1_000;
/** The response time of a webhook without responses in the last day, in ms. */
const responseMsDefault = 500;

/**
 * Estimates how long it takes one node to make these deliveries and to send each once: a webhook gets as many requests
 * at once as a node sends it, each for its mean response time of the last 24 hours. Webhooks are served at the same
 * time. Retries, cool-downs and pauses are left out.
 *
 * @param counts deliveries by webhook (UUIDs)
 * @param atOnce requests that a node has in flight to one webhook
 */
export async function estimateSeconds(
  em: EntityManager,
  counts: ReadonlyMap<string, number>,
  atOnce: number,
): Promise<number> {
  const meanMsOf = await loadMeanResponseMs(em, [...counts.keys()]);
  let total = 0;
  let slowest = 0;
  for (const [webhookId, count] of counts) {
    const perSecond = (atOnce * 1_000) / (meanMsOf.get(webhookId) ?? responseMsDefault);
    slowest = Math.max(slowest, count / Math.min(perSecond, perWebhookMax));
    total += count;
  }
  return Math.ceil(Math.max(slowest, total / perNodeMax));
}

/** The upper bound of each bucket; for the last one, which has none, the longest timeout. */
const bucketMs = [...responseTimeBounds, 30_000];
const count = sql.join(
  responseTimeColumns.map((name) => sql.ref(name)),
  sql` + `,
);
const sumMs = sql.join(
  responseTimeColumns.map(
    (name, place) => sql`${sql.ref(name)} * ${sql.lit(bucketMs[place])}::float8`,
  ),
  sql` + `,
);

async function loadMeanResponseMs(
  em: EntityManager,
  webhookIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ webhookId: string; meanMs: number }>`
    select webhook_id as "webhookId", sum(${sumMs}) / sum(${count}) as "meanMs"
    from webhook_hours
    where webhook_id = any(${[...webhookIds]}::uuid[]) and hour > now() - interval '24 hours'
    group by webhook_id having sum(${count}) > 0
  `.execute(em.getKysely());
  return new Map(rows.map(({ webhookId, meanMs }) => [webhookId, meanMs]));
}
