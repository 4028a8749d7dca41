import { pino } from 'pino';
import { encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import type { Logger } from '../../../src/kernel/index.ts';

/** What a node writes about itself while its database fails. */
export interface NodeLog {
  readonly logger: Logger;
  /** Whether its dispatcher says that it cannot write, and has not said that it can again. */
  isShut(): boolean;
  /** Each time for which it was so, in Unix milliseconds. */
  shutTimes(): { fromMs: number; toMs: number }[];
  /** How often a fault with this SQLSTATE was met. */
  countOf(sqlState: string): number;
  /** The deliveries, by their ids at the API, whose leases it says it has lost. */
  lostDeliveryIds(): Set<string>;
}

interface Line {
  time: number;
  msg: string;
  deliveries?: string[];
  fault?: { code?: string };
}

/** An empty log; give its `logger` to the node. */
export function createNodeLog(): NodeLog {
  const lines: Line[] = [];
  const write = (text: string) => void lines.push(JSON.parse(text) as Line);
  const timesOf = (message: string) =>
    lines.filter(({ msg }) => msg.includes(message)).map(({ time }) => time);
  const shutTimes = () => {
    const opened = timesOf('can write again');
    return timesOf('cannot write').map((fromMs, n) => ({ fromMs, toMs: opened[n] ?? Infinity }));
  };
  return {
    logger: pino({ level: 'info' }, { write }),
    isShut: () => shutTimes().at(-1)?.toMs === Infinity,
    shutTimes,
    countOf: (sqlState) => lines.filter(({ fault }) => fault?.code === sqlState).length,
    lostDeliveryIds() {
      const lost = lines.filter(({ msg }) => msg.includes('lease lost'));
      const uuids = lost.flatMap(({ deliveries = [] }) => deliveries);
      return new Set(uuids.map((uuid) => encodeId(IdPrefix.delivery, uuid)));
    },
  };
}
