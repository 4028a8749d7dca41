import { refusalStatuses, type AttemptFacts, type ClaimedDelivery } from '../deliveries/index.ts';
import type { Clock, Logger } from '../kernel/index.ts';
import { nameChatHost } from '../webhooks/index.ts';
import type { RequestSettings } from './request-settings.ts';

/**
 * The hosts of chat services that refused so many requests of this process that they get none for ten minutes. Discord
 * bans an address after 10,000 refused requests in that time, whoever's webhooks they were for. So a workspace whose
 * messages a host refuses rests there long before all others would have to. Without I/O.
 */
export interface HostRests {
  /** Counts the answer to a message if the host refused it; ignores all else. */
  note(result: NotedResult): void;
  /** Milliseconds for which nothing of the workspace may be sent to the host of its webhook; 0 for none. */
  leftMs(workspaceId: string, settings: Pick<RequestSettings, 'format' | 'shownUrl'>): number;
}

/** An attempt, as far as it matters here. */
export interface NotedResult {
  delivery: Pick<ClaimedDelivery, 'workspaceId'>;
  facts: Pick<AttemptFacts, 'format' | 'url' | 'responseStatus'>;
}

export interface HostRestsOptions {
  logger: Pick<Logger, 'warn'>;
  clock: Pick<Clock, 'monotonicMs'>;
  /** The workers with a dispatcher, this one included: each may be refused its share. */
  senderCount: number;
  /** Called when a rest of a host begins, for all workspaces. */
  onRest: () => void;
}

/** The figures of a rest, for all workers together. */
export const hostRest = {
  refusedMax: 2_000,
  /** Refused requests of one workspace. */
  refusedOfOneMax: 200,
  windowMs: 10 * 60 * 1_000,
} as const;

/** Starts with no hosts. */
export function createHostRests({
  logger,
  clock,
  senderCount,
  onRest,
}: HostRestsOptions): HostRests {
  const share = (max: number) => Math.max(1, Math.floor(max / senderCount));
  const refusedMax = share(hostRest.refusedMax);
  const hosts = createRests(refusedMax);
  const refusedOfOneMax = share(hostRest.refusedOfOneMax);
  const workspaces = createRests(refusedOfOneMax);
  const nameOfOne = (workspaceId: string, host: string) => `${host} ${workspaceId}`;

  return {
    note({ delivery: { workspaceId }, facts: { format, url, responseStatus } }) {
      if (format === null || url === null || !isRefusal(responseStatus)) return;
      const [host, nowMs] = [nameChatHost(url), clock.monotonicMs()];
      if (workspaces.note(nameOfOne(workspaceId, host), nowMs)) {
        logger.warn(
          { host, workspaceId, refused: refusedOfOneMax },
          'dispatcher: chat service refused too many requests of a workspace, which sends it none for ten minutes',
        );
      }
      if (!hosts.note(host, nowMs)) return;
      logger.warn(
        { host, refused: refusedMax },
        'dispatcher: chat service refused too many requests, its host gets none for ten minutes',
      );
      onRest();
    },
    leftMs(workspaceId, { format, shownUrl }) {
      if (format === 'JSON' || !hosts.isAnyKnown()) return 0;
      const host = nameChatHost(shownUrl);
      const untilMs = Math.max(hosts.endOf(host), workspaces.endOf(nameOfOne(workspaceId, host)));
      return Math.max(0, untilMs - clock.monotonicMs());
    },
  };
}

/** The most names that are known. Beyond that, the one whose last refusal is the oldest is forgotten, and a resting one last. */
export const namesMax = 10_000;

/** Counts refused requests by a name, which rests when they are `refusedMax` within the window. */
function createRests(refusedMax: number) {
  const known = new Map<string, { refusedMs: number[]; untilMs: number }>();

  /** Moves the name to the end, so that the first is the one to forget. */
  function find(name: string, nowMs: number) {
    const found = known.get(name) ?? { refusedMs: [], untilMs: 0 };
    known.delete(name);
    if (known.size >= namesMax) known.delete(findForgettable(nowMs));
    known.set(name, found);
    return found;
  }

  function findForgettable(nowMs: number): string {
    for (const [name, { untilMs }] of known) if (untilMs <= nowMs) return name;
    const [oldest = ''] = known.keys();
    return oldest;
  }

  return {
    isAnyKnown: () => known.size > 0,
    /** When the rest ends; 0 without one. */
    endOf: (name: string): number => known.get(name)?.untilMs ?? 0,
    /** @returns whether a rest begins */
    note(name: string, nowMs: number): boolean {
      const found = find(name, nowMs);
      found.refusedMs = found.refusedMs.filter((atMs) => atMs > nowMs - hostRest.windowMs);
      found.refusedMs.push(nowMs);
      if (found.refusedMs.length < refusedMax) return false;
      Object.assign(found, { refusedMs: [], untilMs: nowMs + hostRest.windowMs });
      return true;
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
