/** How a receiver behaves. */
export type Temper = 'calm' | 'steady' | 'moody' | 'busy' | 'broken' | 'hanging';

/** Its reaction to one request: a status, perhaps late, a cut connection, or no response. */
export type Reply =
  { status: number; headers?: Record<string, string>; afterMs?: number } | 'reset' | 'none';

const ok = { status: 200 };
/** Shares of the requests that do not get an immediate 200. */
const replies: Readonly<Record<Temper, readonly (readonly [number, Reply])[]>> = {
  calm: [],
  steady: [
    [0.02, { status: 500 }],
    [0.02, { status: 200, afterMs: 400 }],
  ],
  moody: [
    [0.1, { status: 500 }],
    [0.06, 'reset'],
    [0.06, { status: 200, afterMs: 1_000 }],
    [0.02, 'none'],
  ],
  busy: [[0.02, { status: 503, headers: { 'retry-after': '1' } }]],
  broken: [[1, { status: 500 }]],
  hanging: [[1, 'none']],
};

/** @param chance from 0 up to but not including 1 */
export function decideReply(temper: Temper, chance: number): Reply {
  let left = chance;
  for (const [share, reply] of replies[temper]) {
    if (left < share) return reply;
    left -= share;
  }
  return ok;
}
