import type { ChaosDatabase } from './chaos-database.ts';
import { callApi, tokenFor } from './api.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import type { AttemptRow, Book, DeliveryRow, EventRow } from './journal.ts';

/** Everything the API returns to each workspace, read page by page. */
export async function readShown(
  api: string,
  workspaceIds: readonly string[],
): Promise<Book['shown']> {
  const shown: Book['shown'][number][] = [];
  for (const workspaceId of workspaceIds) {
    const token = await tokenFor(workspaceId, ['webhooks:read']);
    for (let after: string | null = null, isMore = true; isMore;) {
      const page: LogPage = await callApi<LogPage>(api, token, readLog, { after });
      for (const { id, requestPayload } of page.nodes) {
        const deliveryId = decodeId(IdPrefix.delivery, id) ?? '';
        shown.push({ workspaceId, deliveryId, payload: requestPayload });
      }
      after = page.pageInfo.endCursor;
      isMore = page.pageInfo.hasNextPage;
    }
  }
  return shown;
}

interface LogPage {
  nodes: { id: string; requestPayload: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const readLog = `query ($after: String) {
  deliveries(first: 100, after: $after) {
    nodes { id requestPayload } pageInfo { hasNextPage endCursor }
  }
}`;

/** Reads every row of the log, and the rows that contain one of `secrets`. */
export async function readBook(
  database: ChaosDatabase,
  secrets: readonly string[],
): Promise<Omit<Book, 'shown'>> {
  return {
    events: await database.query<EventRow>(
      `select id, workspace_id as "workspaceId", type, body from events`,
    ),
    deliveries: await database.query<DeliveryRow>(
      `select id, event_id as "eventId", webhook_id as "webhookId", workspace_id as "workspaceId",
         trigger, status, status_reason as reason, attempt_count as "attemptCount" from deliveries`,
    ),
    attempts: await database.query<AttemptRow>(
      `select delivery_id as "deliveryId", number, response_status as "responseStatus",
         error_code as "errorCode" from attempts order by delivery_id, number`,
    ),
    queued: (
      await database.query<{ id: string }>(`select delivery_id as id from delivery_queue`)
    ).map(({ id }) => id),
    hours: await database.query(
      `select webhook_id as "webhookId", sum(succeeded_count)::int as succeeded,
         sum(failed_count)::int as failed from webhook_hours group by webhook_id`,
    ),
    secretRows: await findSecretRows(database, secrets),
  };
}

/** Selects every column of every table as text; bytes appear as hex. */
async function findSecretRows(
  database: ChaosDatabase,
  secrets: readonly string[],
): Promise<Book['secretRows']> {
  const needles = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('hex')]);
  const tables = await database.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const found: Book['secretRows'][number][] = [];
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(
      `select t::text as row from ${name} t
       where exists (select from unnest($1::text[]) as needle where position(needle in t::text) > 0)
       limit 3`,
      [needles],
    );
    found.push(...rows.map(({ row }) => ({ table: name, row })));
  }
  return found;
}
