import { Pool } from 'pg';
import {
  concurrency,
  deliveriesPerCall,
  type Contestant,
  type ContestantOptions,
} from './contestant.ts';
import { makeJobs, type Job } from './posts.ts';

const table = `
  create table deliveries (
    id bigint generated always as identity primary key,
    event_id text not null,
    url text not null,
    body text not null,
    created_at timestamptz not null default now(),
    completed_at timestamptz
  );
  create index deliveries_open on deliveries (id) where completed_at is null`;

/** Rows read at once when the worker starts. */
const pageSize = 1_000;

interface Row extends Job {
  id: string;
}

/** The plain way: INSERT, then send, then UPDATE, one row and one transaction for each. */
export async function createByHand(asked: ContestantOptions): Promise<Contestant> {
  const { databaseUrl, webhooks, post } = asked;
  const pool = new Pool({ connectionString: databaseUrl });
  await pool.query(table);
  const waiting: Row[] = [];
  let isStarted = false;
  let inFlight = 0;
  let done = 0;

  async function insert(job: Job): Promise<void> {
    const { rows } = await pool.query<{ id: string }>(
      'insert into deliveries (event_id, url, body) values ($1, $2, $3) returning id',
      [job.eventId, job.url, job.body],
    );
    if (isStarted) enqueue({ ...job, id: rows[0]?.id ?? '' });
  }

  function enqueue(...rows: Row[]): void {
    waiting.push(...rows);
    while (inFlight < concurrency && waiting.length > 0) void sendNext(); // a failure ends the run
  }

  async function sendNext(): Promise<void> {
    const row = waiting.shift();
    if (!row) return;
    inFlight += 1;
    await post(row);
    await pool.query('update deliveries set completed_at = now() where id = $1', [row.id]);
    inFlight -= 1;
    done += 1;
    enqueue();
  }

  async function readOpen(): Promise<void> {
    let page: Row[] = [];
    do {
      const { rows } = await pool.query<Row>(
        `select id, event_id as "eventId", url, body from deliveries
        where completed_at is null and id > $1 order by id limit $2`,
        [page.at(-1)?.id ?? 0, pageSize],
      );
      enqueue(...rows);
      page = rows;
    } while (page.length === pageSize);
  }

  return {
    publish: () => Promise.all(makeJobs(webhooks, deliveriesPerCall).map(insert)),
    deliveriesPerCall,
    async start() {
      await readOpen();
      isStarted = true;
    },
    stop() {
      isStarted = false;
      return Promise.resolve();
    },
    countDone: () => done,
    countEveryMs: 5,
    async countOpen() {
      const { rows } = await pool.query<{ count: number }>(
        'select count(*)::int as count from deliveries where completed_at is null',
      );
      return rows[0]?.count ?? NaN;
    },
    close: () => pool.end(),
  };
}
