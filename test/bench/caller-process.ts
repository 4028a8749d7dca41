import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

/** Calls of a server: the same POST, as many times, over as many connections. */
export interface CallOrder {
  url: string;
  token: string;
  /** The JSON of the request. */
  body: string;
  count: number;
  connections: number;
  /** Text that each response must contain once for each row, and the number of rows. */
  rows?: { text: string; count: number };
  /** Calls started in a second; as many as are answered when left out. */
  perSecond?: number;
  /** Any answer is right but one of 500 or more. */
  isBad?: boolean;
}

/** The result of an order. */
export interface CallReport {
  /** Bytes of the first response. */
  responseBytes: number;
}

/*
 * Sends the calls of each order, one after the other on each connection, and reports when all are answered. In
 * its own process, so that its CPU time is not the server's. Ends at a response that is not a success, or has another
 * number of rows.
 */
process.on('message', (order: CallOrder) => {
  void call(order).then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit(0));

async function call(order: CallOrder): Promise<CallReport> {
  const { url, token, body, count, connections, rows, perSecond = Infinity, isBad } = order;
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  let [left, responseBytes] = [count, 0];
  const startMs = performance.now();
  async function callInTurn(): Promise<void> {
    while (left > 0) {
      left -= 1;
      const dueMs = startMs + ((count - left) * 1_000) / perSecond;
      if (dueMs > performance.now()) await delay(dueMs - performance.now());
      const answer = await pool.request({ path, method: 'POST', headers, body });
      const text = await answer.body.text();
      const isRight = isBad
        ? answer.statusCode < 500
        : answer.statusCode === 200 && !/"errors":|"message":/.test(text);
      if (!isRight) throw new Error(text);
      if (rows) checkRows(text, rows);
      responseBytes ||= text.length;
    }
  }
  await Promise.all(Array.from({ length: connections }, callInTurn));
  await pool.close();
  return { responseBytes };
}

function checkRows(text: string, rows: { text: string; count: number }): void {
  const count = text.split(rows.text).length - 1;
  if (count === rows.count) return;
  throw new Error(`A page has ${count} rows, not ${rows.count}: ${text.slice(0, 500)}`);
}
