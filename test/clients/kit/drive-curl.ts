import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { List } from '../../../docs/examples/apollo.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import type { Fields } from '../../e2e/kit/operation.ts';
import type { CreateDriver, Driver, OpenLog, Row } from './driver.ts';

const run = promisify(execFile);
const examples = join(import.meta.dirname, '../../../docs/examples');

interface Answer {
  data?: Fields;
  errors?: { message: string; extensions: { code: string } }[];
}

/** Why this machine cannot run `call-api.sh`; null if it can. */
export async function findCurlProblem(): Promise<string | null> {
  return run('sh', ['-c', 'curl --version']).then(
    () => null,
    (error: unknown) => String(error),
  );
}

/** Drives the command curl, which has no WebSocket: it asks again and again. */
export const driveCurl: CreateDriver = async (url, getToken) => {
  async function ask(example: string, variables: Fields): Promise<Answer> {
    const environment = [`API_URL=${url}`, `API_TOKEN=${await getToken()}`];
    const script = ['sh', join(examples, 'call-api.sh'), join(examples, `${example}.graphql`)];
    const { stdout } = await run('env', [...environment, ...script, JSON.stringify(variables)]);
    return JSON.parse(stdout) as Answer;
  }

  async function send(example: string, variables: Fields): Promise<Fields> {
    let answer = await ask(example, variables);
    const isRefused = answer.errors?.[0]?.extensions.code === 'UNAUTHENTICATED';
    if (isRefused) answer = await ask(example, variables);
    if (!answer.data || answer.errors) throw new Error(answer.errors?.[0]?.message);
    return answer.data;
  }

  return {
    isLive: false,
    send,
    openLog: async (first) => openLog(send, first),
    readCache: () => null,
  };
};

interface Shown {
  rows: readonly Row[];
  hasMore: boolean;
}

function openLog(send: Driver['send'], first: number): OpenLog {
  let shown: Shown = { rows: [], hasMore: false };
  let wantedPages = 1;
  let isOpen = true;

  async function readPages(): Promise<Shown> {
    const found: Row[] = [];
    let after: string | null = null;
    for (let count = 0; count < wantedPages; count += 1) {
      const { deliveries } = (await send('list-deliveries', { first, after })) as unknown as List;
      found.push(...deliveries.edges.map(({ node }) => node));
      after = deliveries.pageInfo.hasNextPage ? deliveries.pageInfo.endCursor : null;
      if (after === null) break;
    }
    return { rows: await Promise.all(found.map(follow)), hasMore: after !== null };
  }

  async function follow({ id, status }: Row): Promise<Row> {
    if (status !== 'PENDING') return { id, status };
    return (await send('show-delivery', { id })).delivery as Row;
  }

  const polling = waitUntil('the page is closed', async () => {
    // A call whose connection is cut fails, and the next one shows the same.
    await readPages().then(
      (found) => (shown = found),
      () => undefined,
    );
    return !isOpen;
  });
  polling.catch(() => undefined); // `close` reports it
  return {
    rows: () => shown.rows,
    hasMore: () => shown.hasMore,
    problem: () => null,
    async loadMore() {
      const count = shown.rows.length;
      wantedPages += 1;
      await waitUntil('the page is there', () => shown.rows.length > count);
    },
    async close() {
      isOpen = false;
      await polling;
    },
  };
}
