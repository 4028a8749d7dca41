import type { ClaimQuota, DueProbe, DueWebhook, PacedQuota } from '../deliveries/index.ts';
import type { Room } from './capacity/budget.ts';
import { fairness } from './capacity/fairness.ts';
import type { HeldDeliveries } from './capacity/held-deliveries.ts';
import { divideShare, type Asking, type Given } from './divide-share.ts';

/** A webhook with due deliveries in the database. Each notice or scan that names it creates a new object. */
type Due = Pick<DueWebhook, 'workspaceId' | 'webhookId' | 'needsProbe' | 'isPaced'>;

/** The webhooks and quotas of one claim. */
export interface ClaimPlan {
  quotas: ClaimQuota[];
  /** Webhooks of chat formats. */
  messages: PacedQuota[];
  /** Webhooks to take one delivery of, as a probe. */
  probes: DueProbe[];
  /** Whether the plan was cut by the limits of a claim rather than by the room in memory. */
  isCut: boolean;
  /** Whether a workspace got less than it might take, since others are due. */
  isDivided: boolean;
  /** The webhooks in the plan, with the number of deliveries to claim for each. */
  asked: ReadonlyMap<Due, number>;
}

/**
 * The webhooks known to have due deliveries that are not claimed yet, in the order in which they are served.
 * A notice or a scan adds a webhook. It is removed when a claim finds fewer deliveries than it asked for.
 * Without I/O.
 */
export interface DueWebhooks {
  /** @returns whether at least one of them is new */
  add(webhooks: readonly Due[]): boolean;
  isEmpty(): boolean;
  /** Divides the free room of this node among them: evenly among workspaces, and then among their webhooks. */
  plan(): ClaimPlan;
  /**
   * Applies the result of a claim: webhooks that were served move to the end, exhausted ones are removed.
   *
   * @returns whether another claim may find more now: a webhook was added again during the claim, which may
   * have missed deliveries, or one was removed and left its room to others
   */
  settle(plan: ClaimPlan, foundOf: ReadonlyMap<string, number>): boolean;
}

type Quotas = Pick<
  HeldDeliveries,
  'workspaceQuota' | 'webhookQuota' | 'pacedQuota' | 'isQuick' | 'free'
>;

/** The due webhooks of a workspace, with the room for its quick webhooks and for the others. */
interface Rooms {
  webhooks: ReadonlyMap<string, Due>;
  quick: Room;
  others: Room;
}

/** Starts with no webhooks. */
export function createDueWebhooks(held: Quotas): DueWebhooks {
  /** By workspace and webhook, both in the order of their turns. */
  const workspaces = new Map<string, Map<string, Due>>();

  function settleOne(webhook: Due, isExhausted: boolean): 'added again' | 'removed' | 'kept' {
    const { workspaceId, webhookId } = webhook;
    const webhooks = workspaces.get(workspaceId);
    const present = webhooks?.get(webhookId);
    if (!webhooks || !present) return 'removed';
    const isAddedAgain = present !== webhook;
    webhooks.delete(webhookId);
    if (isAddedAgain || !isExhausted) webhooks.set(webhookId, present);
    workspaces.delete(workspaceId);
    if (webhooks.size > 0) workspaces.set(workspaceId, webhooks);
    if (isAddedAgain) return 'added again';
    return isExhausted ? 'removed' : 'kept';
  }

  /** Room for a claim of a workspace's webhooks: none without bytes, since a claim takes at least one body. */
  function roomFor(workspaceId: string, isQuick: boolean): Room {
    const room = held.workspaceQuota(workspaceId, isQuick);
    return room.bytes > 0 ? room : { count: 0, bytes: 0 };
  }

  function* askingsOf({ webhooks, quick, others }: Rooms): Generator<Asking<Due>> {
    for (const webhook of webhooks.values()) {
      const isQuick = held.isQuick(webhook.webhookId);
      const { webhookId, isPaced } = webhook;
      const { count } = isQuick ? quick : others;
      const find = isPaced ? held.pacedQuota : held.webhookQuota;
      const quota = find(webhookId, count);
      yield { taker: webhook, isQuick, quota: webhook.needsProbe ? Math.min(quota, 1) : quota };
    }
  }

  /** Divides what a workspace may take, at most `countMax`, among its webhooks. */
  function divideRooms(rooms: Rooms, countMax: number, webhooksMax: number): Given<Due>[] {
    const share = {
      all: Math.min(countMax, rooms.quick.count),
      others: Math.min(countMax, rooms.others.count),
    };
    return divideShare(askingsOf(rooms), share, webhooksMax);
  }

  /** Each workspace with all that its webhooks may take, at most `countMax`. */
  function* workspaceAskings(countMax: number): Generator<Asking<Rooms>> {
    for (const [workspaceId, webhooks] of workspaces) {
      const [quick, others] = [roomFor(workspaceId, true), roomFor(workspaceId, false)];
      const rooms = { webhooks, quick, others };
      yield { taker: rooms, isQuick: true, quota: sumQuotas(rooms, countMax) };
    }
  }

  function sumQuotas(rooms: Rooms, countMax: number): number {
    let [ofQuick, ofOthers] = [0, 0];
    for (const { isQuick, quota } of askingsOf(rooms)) {
      if (isQuick) ofQuick += quota;
      else ofOthers = Math.min(ofOthers + quota, rooms.others.count);
      if (ofQuick + ofOthers >= countMax) break;
    }
    return Math.min(ofQuick + ofOthers, rooms.quick.count);
  }

  function hasUnasked(asked: ClaimPlan['asked']): boolean {
    for (const webhooks of workspaces.values())
      for (const webhook of webhooks.values()) if (!asked.has(webhook)) return true;
    return false;
  }

  return {
    add(found) {
      let hasNew = false;
      for (const webhook of found) {
        const webhooks = workspaces.get(webhook.workspaceId) ?? new Map<string, Due>();
        hasNew ||= !webhooks.has(webhook.webhookId);
        workspaces.set(webhook.workspaceId, webhooks.set(webhook.webhookId, { ...webhook }));
      }
      return hasNew;
    },
    isEmpty: () => workspaces.size === 0,
    plan() {
      const asked = new Map<Due, number>();
      const parts = createParts();
      const room = held.free().count;
      const most = Math.min(room, fairness.claimedMax);
      const share = { all: most, others: most };
      const divided = divideShare(workspaceAskings(most), share, fairness.webhooksPerClaim);
      for (const { taker: rooms, count: workspaceCount } of divided) {
        const webhooksLeft = fairness.webhooksPerClaim - asked.size;
        const given = divideRooms(rooms, workspaceCount, webhooksLeft);
        for (const { taker: webhook, isQuick, count } of given) {
          asked.set(webhook, count);
          addPart(parts, webhook, count, (isQuick ? rooms.quick : rooms.others).bytes);
        }
      }
      const total = [...asked.values()].reduce((sum, count) => sum + count, 0);
      const isFull = asked.size >= fairness.webhooksPerClaim;
      const isCut = isFull || (total >= most && room > fairness.claimedMax);
      const isDivided = divided.some(({ count, quota }) => count < quota);
      return { asked, ...parts, isCut, isDivided };
    },
    settle({ asked, isDivided }, foundOf) {
      const ends = new Set<ReturnType<typeof settleOne>>();
      for (const [webhook, count] of asked) {
        // Nothing else may be sent until the outcome of the probe is recorded, or until the pace allows it.
        const isOver = webhook.needsProbe || webhook.isPaced;
        const isExhausted = isOver || (foundOf.get(webhook.webhookId) ?? 0) < count;
        ends.add(settleOne(webhook, isExhausted));
      }
      return ends.has('added again') || (ends.has('removed') && (isDivided || hasUnasked(asked)));
    },
  };
}

/** The parts of a plan, which are claimed one after another. */
type Parts = Pick<ClaimPlan, 'quotas' | 'messages' | 'probes'>;

function createParts(): Parts {
  return { quotas: [], messages: [], probes: [] };
}

function addPart(
  { quotas, messages, probes }: Parts,
  { webhookId, workspaceId, needsProbe, isPaced }: Due,
  count: number,
  workspaceBytes: number,
): void {
  if (needsProbe) probes.push({ webhookId, workspaceId, isPaced });
  else if (isPaced) messages.push({ webhookId, workspaceId, count, workspaceBytes });
  else quotas.push({ webhookId, count, workspaceBytes });
}
