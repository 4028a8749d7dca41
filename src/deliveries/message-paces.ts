import { arrayOf, sql, type EntityManager } from '../db/index.ts';
import { advance, countAllowed, pace, type MessagePace } from './message-pace.ts';

/** A webhook of a chat format. */
interface PacedWebhook {
  /** UUID. */
  webhookId: string;
  workspaceId: string;
}

/**
 * Locks the paces of these webhooks until the transaction ends, and makes those that are missing. A webhook whose pace
 * another node has locked is left out.
 */
export async function lockPaces(
  em: EntityManager,
  webhooks: readonly PacedWebhook[],
): Promise<Map<string, MessagePace>> {
  const { rows } = await sql<MessagePace & { webhookId: string }>`
    with wanted as (
      select * from unnest(
        ${arrayOf('uuid', webhooks, ({ webhookId }) => webhookId)},
        ${arrayOf('text', webhooks, ({ workspaceId }) => workspaceId)}
      ) as webhook (webhook_id, workspace_id)
    ),
    made as (
      insert into message_paces (webhook_id, workspace_id, next_at)
      select webhook_id, workspace_id, '-infinity' from wanted
      where not exists (select from message_paces known where known.webhook_id = wanted.webhook_id)
      order by webhook_id -- all nodes in one order, so that none waits for another in a circle
      on conflict do nothing
      returning webhook_id, next_at
    ),
    locked as (
      select webhook_id, next_at from message_paces
      where webhook_id = any(array(select webhook_id from wanted))
      for update skip locked
    )
    select webhook_id as "webhookId", extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs",
      case when next_at = '-infinity' then 0 else extract(epoch from next_at)::float8 * 1000 end as "nextMs"
    from (select * from made union all select * from locked) as paces
  `.execute(em.getKysely());
  return new Map(rows.map(({ webhookId, nowMs, nextMs }) => [webhookId, { nowMs, nextMs }]));
}

/** Counts messages that are sent now. @param counts of each webhook, whose pace must be locked */
export async function countMessages(
  em: EntityManager,
  paces: ReadonlyMap<string, MessagePace>,
  counts: ReadonlyMap<string, number>,
): Promise<Map<string, MessagePace>> {
  const advanced = new Map(paces);
  for (const [webhookId, count] of counts) {
    const known = paces.get(webhookId);
    if (known) advanced.set(webhookId, { ...known, nextMs: advance(known, count) });
  }
  const changed = [...advanced].filter(([webhookId]) => counts.has(webhookId));
  if (changed.length === 0) return advanced;
  await sql`
    update message_paces set next_at = to_timestamp(sent.next_ms / 1000)
    from unnest(
      ${arrayOf('uuid', changed, ([webhookId]) => webhookId)},
      ${arrayOf('float8', changed, ([, { nextMs }]) => nextMs)}
    ) as sent (webhook_id, next_ms)
    where message_paces.webhook_id = sent.webhook_id
  `.execute(em.getKysely());
  return advanced;
}

/** Counts one message for each of these webhooks whose pace allows it now. @returns those */
export async function takePaces(
  em: EntityManager,
  webhooks: readonly PacedWebhook[],
): Promise<ReadonlySet<string>> {
  if (webhooks.length === 0) return new Set();
  const paces = await lockPaces(em, webhooks);
  const open = [...paces].flatMap(([webhookId, known]) =>
    countAllowed(known) > 0 ? [webhookId] : [],
  );
  await countMessages(em, paces, new Map(open.map((webhookId) => [webhookId, 1])));
  return new Set(open);
}

/** Deletes the paces of webhooks that have sent nothing for long enough to send a burst. */
export async function prunePaces(em: EntityManager): Promise<void> {
  await sql`
    delete from message_paces where next_at < now() - interval '1 ms' * ${pace.burst * pace.intervalMs}::int
  `.execute(em.getKysely());
}
