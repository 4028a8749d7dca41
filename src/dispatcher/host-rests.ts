import { refusalStatuses, type AttemptFacts } from '../deliveries/index.ts';
import type { Clock, Logger } from '../kernel/index.ts';
import { nameChatHost } from '../webhooks/index.ts';
import type { RequestSettings } from './request-settings.ts';

/**
 * The hosts of chat services that refused so many requests of this process that they get none for ten minutes. Discord
 * bans an address after 10,000 refused requests in that time, whoever's webhooks they were for. Without I/O.
 */
export interface HostRests {
  /** Counts the answer to a message if the host refused it; ignores all else. */
  note(facts: Pick<AttemptFacts, 'format' | 'url' | 'responseStatus'>): void;
  /** Milliseconds for which nothing may be sent to the host of this webhook; 0 for none. */
  leftMs(settings: Pick<RequestSettings, 'format' | 'shownUrl'>): number;
}

export interface HostRestsOptions {
  logger: Pick<Logger, 'warn'>;
  clock: Pick<Clock, 'monotonicMs'>;
  /** The workers with a dispatcher, this one included: each may be refused its share. */
  senderCount: number;
  /** Called when a rest begins. */
  onRest: () => void;
}

/** The figures of a rest, for all workers together. */
export const hostRest = { refusedMax: 2_000, windowMs: 10 * 60 * 1_000 } as const;

/** The most hosts that are known. Beyond that, the one known for longest is forgotten. */
const hostsMax = 1_000;

interface Host {
  /** The times of the refused requests within the window, oldest first. */
  refusedMs: number[];
  restsUntilMs: number;
}

/** Starts with no hosts. */
export function createHostRests(options: HostRestsOptions): HostRests {
  const { logger, clock, senderCount, onRest } = options;
  const refusedMax = Math.max(1, Math.floor(hostRest.refusedMax / senderCount));
  const hosts = new Map<string, Host>();

  function find(name: string): Host {
    const host = hosts.get(name) ?? { refusedMs: [], restsUntilMs: 0 };
    const [oldest] = hosts.keys();
    if (!hosts.has(name) && hosts.size >= hostsMax && oldest !== undefined) hosts.delete(oldest);
    hosts.set(name, host);
    return host;
  }

  return {
    note({ format, url, responseStatus }) {
      if (format === null || url === null || !isRefusal(responseStatus)) return;
      const [name, nowMs] = [nameChatHost(url), clock.monotonicMs()];
      const host = find(name);
      const { refusedMs } = host;
      refusedMs.push(nowMs);
      while ((refusedMs[0] ?? nowMs) <= nowMs - hostRest.windowMs) refusedMs.shift();
      if (refusedMs.length < refusedMax) return;
      host.refusedMs = [];
      host.restsUntilMs = nowMs + hostRest.windowMs;
      logger.warn(
        { host: name, refused: refusedMax },
        'dispatcher: chat service refused too many requests, its host gets none for ten minutes',
      );
      onRest();
    },
    leftMs({ format, shownUrl }) {
      if (format === 'JSON' || hosts.size === 0) return 0;
      const { restsUntilMs = 0 } = hosts.get(nameChatHost(shownUrl)) ?? {};
      return Math.max(0, restsUntilMs - clock.monotonicMs());
    },
  };
}

/**
 * Whether an answer counts. Discord counts 401, 403 and 429; other services do not say. So every 4xx counts, except the
 * two for a message that is not accepted, which is our fault.
 */
function isRefusal(status: number | null): boolean {
  if (status === null || refusalStatuses.includes(status)) return false;
  return status >= 400 && status < 500;
}
