import { sql, type EntityManager } from '../../../src/db/index.ts';
import type { DeliveryFilter } from '../../../src/deliveries/delivery-filter.type.ts';
import { encodeId, IdPrefix, timeOfId } from '../../../src/kernel/index.ts';

/** A delivery of the log with its event, for tests that search it. */
export interface LogRow {
  id: string;
  workspaceId: string;
  webhookId: string;
  eventId: string;
  eventType: string;
  body: string;
  trigger: string;
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  responseStatus: number | null;
  errorCode: string | null;
}

const triggers = ['EVENT', 'EVENT', 'EVENT', 'TEST', 'EVENT', 'RESEND', 'EVENT'];
const eventTypes = ['rent.created', 'item.deleted', 'renter.created'];
type State = Pick<LogRow, 'status' | 'responseStatus' | 'errorCode'>;
const states: readonly State[] = [
  { status: 'SUCCEEDED', responseStatus: 200, errorCode: null },
  { status: 'FAILED', responseStatus: 503, errorCode: 'HTTP_SERVER_ERROR' },
  { status: 'PENDING', responseStatus: 404, errorCode: 'HTTP_CLIENT_ERROR' },
  { status: 'SUCCEEDED', responseStatus: 204, errorCode: null },
  { status: 'PENDING', responseStatus: null, errorCode: null },
  { status: 'FAILED', responseStatus: null, errorCode: 'TIMEOUT' },
  { status: 'SUCCEEDED', responseStatus: 200, errorCode: null },
  { status: 'FAILED', responseStatus: 999, errorCode: 'INVALID_RESPONSE' },
  { status: 'PENDING', responseStatus: null, errorCode: 'OUTCOME_UNKNOWN' },
  { status: 'FAILED', responseStatus: 302, errorCode: 'HTTP_REDIRECT' },
  { status: 'FAILED', responseStatus: null, errorCode: null },
];
export const texts = ['Rent', 'rENT 100%', 'a_b', 'back\\slash'];

/** Makes rows of all kinds over three days. Several deliveries have the same event. */
export function makeRows(
  count: number,
  webhooks: readonly [workspaceId: string, id: string][],
): LogRow[] {
  const at = Date.now() - 60_000;
  return Array.from({ length: count }, (_, n) => {
    const [workspaceId, webhookId] = webhooks[n % webhooks.length]!;
    const place = Math.floor(n / (2 * webhooks.length));
    return {
      id: makeId(at - (n % 3) * 86_400_000 - n, n),
      ...{ workspaceId, webhookId, ...states[n % states.length]! },
      // One event for all webhooks of a workspace.
      eventId: makeId(at - place, 100_000 + place * 10 + Number(workspaceId !== webhooks[0]![0])),
      eventType: eventTypes[place % eventTypes.length]!,
      body: `{"text":"${texts[place % texts.length]!}"}`,
      trigger: triggers[n % triggers.length]!,
    };
  });
}

function makeId(ms: number, n: number): string {
  const head = ms.toString(16).padStart(12, '0');
  return `${head.slice(0, 8)}-${head.slice(8)}-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Inserts the rows with their events; every second PENDING one is leased. */
export async function insertRows(em: EntityManager, rows: readonly LogRow[]): Promise<void> {
  const columns = sql`
    json_to_recordset(${JSON.stringify(rows)}::json) as row (
      id uuid, "workspaceId" text, "webhookId" uuid, "eventId" uuid, "eventType" text, body text, trigger text,
      status text, "responseStatus" smallint, "errorCode" text
    )
  `;
  const kysely = em.getKysely();
  await sql`
    select make_partition(parent, (now() at time zone 'UTC')::date - age)
    from unnest(array['events', 'deliveries', 'attempts']) as parent, generate_series(1, 4) as age
  `.execute(kysely);
  await sql`
    with event as (
      insert into events (id, workspace_id, type, body, occurred_at)
      select distinct "eventId", "workspaceId", "eventType", body, now() from ${columns}
    ),
    queued as (
      insert into delivery_queue (delivery_id, webhook_id, event_id, due_at, claim_token, body_bytes, workspace_id, trigger)
      select id, "webhookId", "eventId", now(), case when row_number() over () % 2 = 0 then gen_random_uuid() end, 1,
        "workspaceId", trigger
      from ${columns} where status = 'PENDING'
    )
    insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger, status, status_reason,
      response_status, error_code, updated_at)
    select id, "eventId", "webhookId", "workspaceId", "eventType", trigger, status,
      case when status = 'FAILED' then 'ATTEMPTS_EXHAUSTED' end, "responseStatus", "errorCode", now()
    from ${columns}
  `.execute(kysely);
}

/** Whether a row matches a filter, by the words of the contract. */
export function isMatch(row: LogRow, filter: DeliveryFilter): boolean {
  const has = <Value>(list: readonly Value[] | null | undefined, value: Value | null) =>
    list == null || (value !== null && list.includes(value));
  const { responseStatus } = row;
  const digit = responseStatus === null ? null : Math.floor(responseStatus / 100);
  const statusClass = digit === null ? 'NO_RESPONSE' : `STATUS_${digit}XX`;
  const createdAt = timeOfId(row.id);
  return (
    has(filter.webhookIds, encodeId(IdPrefix.webhook, row.webhookId)) &&
    has(filter.statuses, row.status) &&
    has<string>(filter.triggers, row.trigger) &&
    has(filter.eventTypes, row.eventType) &&
    has<string>(filter.errorCodes, row.errorCode) &&
    has<string>(filter.responseStatusClasses, statusClass) &&
    (filter.responseStatus == null || filter.responseStatus === responseStatus) &&
    (filter.eventId == null || filter.eventId === encodeId(IdPrefix.event, row.eventId)) &&
    (filter.createdAfter == null || createdAt >= filter.createdAfter) &&
    (filter.createdBefore == null || createdAt < filter.createdBefore) &&
    (filter.text == null || row.body.toLowerCase().includes(filter.text.toLowerCase()))
  );
}
