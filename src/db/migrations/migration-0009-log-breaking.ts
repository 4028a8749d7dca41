import { Migration } from '@mikro-orm/migrations';

/**
 * Lets the log explain itself: deliveries name their last error and when they changed, attempts name the phases of
 * the request, and the hourly counts include retries and response times.
 */
export class Migration0009LogBreaking extends Migration {
  override up(): void {
    for (const statement of [...deliveries, ...attempts, ...hours]) this.addSql(statement);
  }
}

const deliveries = [
  // The time of the last record. For a finished delivery, it is the time when it finished.
  `alter table deliveries rename column completed_at to updated_at`,
  `alter table deliveries add column error_code text`,
];

/** All null for requests from before this migration. A phase that a request did not reach is null. */
const attempts = [
  `alter table attempts
    add column look_up_ms integer,
    add column connect_ms integer,
    add column tls_ms integer,
    add column first_byte_ms integer,
    add column is_connection_reused boolean,
    add column remote_address text`,
];

/** As in `deliveries/response-times.ts` at the time of this migration. */
const bounds = [
  ...[1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70],
  ...[100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 7_000],
  ...[10_000, 15_000, 20_000, 30_000],
];
const responseTimes = [...bounds.map((bound) => `responses_to_${bound}_ms`), 'responses_slower'];

const hours = [
  `alter table webhook_hours
    add column retried_count integer not null default 0,
    add column last_succeeded_at timestamptz(3),
    add column last_failed_delivery_id uuid,
    add column last_failed_number smallint,
    ${responseTimes.map((name) => `add column ${name} integer not null default 0`).join(', ')}`,
  // A row changes many times in its hour; with room on its page, the index stays as it is.
  `alter table webhook_hours set (fillfactor = 40)`,
];
