import { sql, toDate, type EntityManager } from '../../db/index.ts';
import type { ErrorCode } from '../error-code.ts';

/** A failed attempt of a webhook. */
export interface LastFailure {
  /** UUID. */
  deliveryId: string;
  attemptNumber: number;
  startedAt: Date;
  errorCode: ErrorCode;
  errorMessage: string | null;
  responseStatus: number | null;
}

/** The newest outcomes of a webhook, without tests. */
export interface LastOutcomes {
  lastSuccessAt: Date | null;
  lastFailure: LastFailure | null;
}

/** Hours with results that are searched for each webhook: more than 30 days of them. */
export const hoursMax = 31 * 24;

/**
 * Loads the last success and the last failure of webhooks (UUIDs) of one workspace, by UUID, with one statement. It reads
 * the hourly rows backwards until the first that has one, and the attempt of the failure from the log. A failure may be
 * recorded long after it ended; then the rows since its end are searched for one that ended after it. Null without a
 * success or failure in `hoursMax` hours. Webhooks of other workspaces are left out.
 */
export async function loadLastOutcomes(
  em: EntityManager,
  workspaceId: string,
  webhookIds: readonly string[],
): Promise<Map<string, LastOutcomes>> {
  const { rows } = await sql<Row>`
    select w.id, success.at as "lastSuccessAt", a.delivery_id as "deliveryId", a.number as "attemptNumber",
      a.started_at as "startedAt", a.error_code as "errorCode", a.error_message as "errorMessage",
      a.response_status as "responseStatus"
    from webhooks w
    left join lateral (
      select last_succeeded_at as at from ${newestHours} where last_succeeded_at is not null limit 1
    ) success on true
    left join lateral (
      select least(hour, date_trunc('hour', last_failed_at)) as hour
      from ${newestHours} where last_failed_at is not null limit 1
    ) recorded on true
    left join lateral (
      select last_failed_delivery_id as delivery_id, last_failed_number as number
      from webhook_hours where webhook_id = w.id and hour >= recorded.hour and last_failed_at is not null
      order by last_failed_at desc limit 1
    ) failure on true
    left join attempts a on a.delivery_id = failure.delivery_id and a.number = failure.number
    where w.id = any(${[...webhookIds]}::uuid[]) and w.workspace_id = ${workspaceId}
  `.execute(em.getKysely());
  return new Map(rows.map(({ id, ...row }) => [id, toOutcomes(row)]));
}

/** The hours of the webhook `w`, newest first. */
const newestHours = sql`(
  select hour, last_succeeded_at, last_failed_at from webhook_hours
  where webhook_id = w.id order by hour desc limit ${sql.lit(hoursMax)}
) hours`;

/** Everything about the failure is null without one. */
interface Row {
  id: string;
  lastSuccessAt: string | null;
  deliveryId: string | null;
  attemptNumber: number;
  startedAt: string;
  errorCode: ErrorCode;
  errorMessage: string | null;
  responseStatus: number | null;
}

function toOutcomes({
  lastSuccessAt,
  deliveryId,
  startedAt,
  ...failure
}: Omit<Row, 'id'>): LastOutcomes {
  return {
    lastSuccessAt: toDate(lastSuccessAt),
    lastFailure:
      deliveryId === null ? null : { ...failure, deliveryId, startedAt: toDate(startedAt) },
  };
}
