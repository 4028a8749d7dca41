import { encodeId, IdPrefix, type Logger, createLogger } from '../../../src/kernel/index.ts';

/** What a node writes about itself while its database fails. */
export interface NodeLog {
  logger: Logger;
  /** Whether its dispatcher says that it cannot write, and has not said that it can again. */
  isShut(): boolean;
  /** Each time for which it was so, in Unix milliseconds. */
  shutTimes(): { fromMs: number; toMs: number }[];
  /** How often an error with this SQLSTATE was met. */
  countOf(sqlState: string): number;
  /** The deliveries, by their ids at the API, whose leases it says it has lost. */
  lostDeliveryIds(): Set<string>;
}

interface Line {
  time: number;
  msg: string;
  deliveries?: string[];
  err?: { code?: string };
}

/** An empty log at the level `debug`, where each error has a line; give its `logger` to the node. */
export function createNodeLog(): NodeLog {
  const lines: Line[] = [];
  const write = (text: string) => void lines.push(JSON.parse(text) as Line);
  const shutTimes = () => {
    const times: { fromMs: number; toMs: number }[] = [];
    for (const { msg, time } of lines) {
      const last = times.at(-1);
      const isShut = last?.toMs === Infinity;
      if (!isShut && msg.includes('gate is shut')) times.push({ fromMs: time, toMs: Infinity });
      if (isShut && msg.includes('gate is open')) last.toMs = time;
    }
    return times;
  };
  return {
    logger: createLogger('debug', { write }),
    isShut: () => shutTimes().at(-1)?.toMs === Infinity,
    shutTimes,
    countOf: (sqlState) => lines.filter(({ err }) => err?.code === sqlState).length,
    lostDeliveryIds() {
      const lost = lines.filter(({ msg }) => msg.includes('lease lost'));
      const uuids = lost.flatMap(({ deliveries = [] }) => deliveries);
      return new Set(uuids.map((uuid) => encodeId(IdPrefix.delivery, uuid)));
    },
  };
}
