import { encodeId, IdPrefix, type Logger, createLogger } from '../../../../src/kernel/index.ts';

/** A node's log while its database fails. */
export interface NodeLog {
  logger: Logger;
  /** Whether the dispatcher has reported that it cannot write, and no recovery since. */
  isClosed(): boolean;
  /** Periods of that state, in Unix milliseconds. */
  closedTimes(): { fromMs: number; toMs: number }[];
  /** Number of errors with this SQLSTATE. */
  countOf(sqlState: string): number;
  /** API ids of the deliveries whose leases it reported as lost. */
  lostDeliveryIds(): Set<string>;
}

interface Line {
  time: number;
  msg: string;
  deliveries?: string[];
  err?: { code?: string };
}

/** Creates a log at the level `debug`, which has a line for each error; pass its `logger` to the node. */
export function createNodeLog(): NodeLog {
  const lines: Line[] = [];
  const write = (text: string) => void lines.push(JSON.parse(text) as Line);
  const closedTimes = () => {
    const times: { fromMs: number; toMs: number }[] = [];
    for (const { msg, time } of lines) {
      const last = times.at(-1);
      const isClosed = last?.toMs === Infinity;
      if (!isClosed && msg.includes('gate closed')) times.push({ fromMs: time, toMs: Infinity });
      if (isClosed && msg.includes('gate opened')) last.toMs = time;
    }
    return times;
  };
  return {
    logger: createLogger('debug', { write }),
    isClosed: () => closedTimes().at(-1)?.toMs === Infinity,
    closedTimes,
    countOf: (sqlState) => lines.filter(({ err }) => err?.code === sqlState).length,
    lostDeliveryIds() {
      const lost = lines.filter(({ msg }) => msg.includes('lease lost'));
      const uuids = lost.flatMap(({ deliveries = [] }) => deliveries);
      return new Set(uuids.map((uuid) => encodeId(IdPrefix.delivery, uuid)));
    },
  };
}
