import { createUsage, fairness, refreshUsage, workspaceShare, type Usage } from './fairness.ts';

/** The workspace and webhook of an item. */
export interface Owner {
  workspaceId: string;
  webhookId: string;
}

/** Items waiting for a slot, and the slots that each owner uses. Without I/O. */
export interface FairQueue<Item extends Owner> {
  add(item: Item): void;
  /**
   * Removes the next item and gives it a slot until `freeSlot`. The workspace with the lowest recent usage is
   * served first, and within it the webhook with the lowest. Skips workspaces with at least as many requests in
   * flight as there are free slots, and earlier those webhooks that are not known to be quick. Undefined when no
   * item may start.
   *
   * @param free unused slots
   */
  next(free: number): Item | undefined;
  /** @param durationMs of the request, which decides whether the webhook is quick; null when none was made */
  freeSlot(item: Item, durationMs: number | null): void;
  /** Items of the webhook that are waiting or have a slot. */
  countOf(webhookId: string): number;
  /** Whether the last request of the webhook was quick. */
  isQuick(webhookId: string): boolean;
  /** Removes and returns the waiting items that match. */
  removeWhere(matches: (item: Item) => boolean): Item[];
}

interface WebhookQueue<Item> {
  workspace: WorkspaceQueue<Item>;
  webhookId: string;
  waiting: Item[];
  usage: Usage;
  /** Number of the turn in which the webhook was last served; turns are counted over the whole queue. */
  lastTurn: number;
}

interface WorkspaceQueue<Item> {
  workspaceId: string;
  webhooks: Map<string, WebhookQueue<Item>>;
  /** Webhooks with a waiting item and a free slot. */
  ready: Set<WebhookQueue<Item>>;
  /** Quick webhooks among the ready ones. */
  readyQuick: Set<WebhookQueue<Item>>;
  usage: Usage;
  lastTurn: number;
}

function createWorkspaceQueue<Item>(workspaceId: string, nowMs: number): WorkspaceQueue<Item> {
  const sets = { webhooks: new Map(), ready: new Set<never>(), readyQuick: new Set<never>() };
  return { workspaceId, ...sets, usage: createUsage(nowMs), lastTurn: 0 };
}

const none: ReadonlySet<never> = new Set();

function toggle<T>(set: Set<T>, element: T, isIn: boolean): void {
  if (isIn) set.add(element);
  else set.delete(element);
}

/** The most webhooks known to be quick. Beyond that all are forgotten, and known again after their next request. */
const quickKnownMax = 10_000;

/** Usage below this counts as none: an owner without items is then removed. */
const negligible = 0.01;

/** Returns the queue with the lowest usage; among equals, the one served longest ago. */
function leastUsed<Queue extends { usage: Usage; lastTurn: number }>(
  queues: Iterable<Queue>,
  nowMs: number,
  mayStart: (queue: Queue) => boolean = () => true,
): Queue | undefined {
  let least: Queue | undefined;
  let leastUse = Infinity;
  for (const queue of queues) {
    if (!mayStart(queue)) continue;
    const { inFlight, mean } = refreshUsage(queue.usage, nowMs);
    const use = inFlight + mean;
    if (use > leastUse || (use === leastUse && least && queue.lastTurn >= least.lastTurn)) continue;
    [least, leastUse] = [queue, use];
  }
  return least;
}

/**
 * Creates a queue that shares slots by the rules in `fairness.ts`.
 *
 * @param slotsPerWebhook the most slots of one webhook
 * @param monotonicMs reads a monotonic clock
 */
export function createFairQueue<Item extends Owner>(
  slotsPerWebhook: number,
  monotonicMs: () => number,
): FairQueue<Item> {
  const workspaces = new Map<string, WorkspaceQueue<Item>>();
  const webhooks = new Map<string, WebhookQueue<Item>>();
  const ready = new Set<WorkspaceQueue<Item>>();
  /** Webhooks whose last request was quick, also those that send nothing now. */
  const quick = new Set<string>();
  let turn = 0;
  let prunedMs = monotonicMs();

  function find({ workspaceId, webhookId }: Owner): WebhookQueue<Item> {
    const known = webhooks.get(webhookId);
    if (known) return known;
    prune();
    const nowMs = monotonicMs();
    const workspace = workspaces.get(workspaceId) ?? createWorkspaceQueue(workspaceId, nowMs);
    workspaces.set(workspaceId, workspace);
    const state = { waiting: [], usage: createUsage(nowMs), lastTurn: 0 };
    const webhook = { workspace, webhookId, ...state };
    workspace.webhooks.set(webhookId, webhook);
    webhooks.set(webhookId, webhook);
    return webhook;
  }

  function noteDuration(webhookId: string, durationMs: number): void {
    if (quick.size >= quickKnownMax) quick.clear();
    toggle(quick, webhookId, durationMs < fairness.quickMs);
  }

  /** The webhooks of the workspace that may start a request. */
  function startable({ ready, readyQuick, usage }: WorkspaceQueue<Item>, free: number) {
    const { inFlight } = usage;
    if (workspaceShare(free, inFlight, false) > 0) return ready;
    return workspaceShare(free, inFlight, true) > 0 ? readyQuick : none;
  }

  /** Updates the sets of ready webhooks after a change of waiting items or used slots. */
  function update(webhook: WebhookQueue<Item>): void {
    const { workspace, webhookId, waiting, usage } = webhook;
    const isReady = waiting.length > 0 && usage.inFlight < slotsPerWebhook;
    toggle(workspace.ready, webhook, isReady);
    toggle(workspace.readyQuick, webhook, isReady && quick.has(webhookId));
    toggle(ready, workspace, workspace.ready.size > 0);
  }

  function use(webhook: WebhookQueue<Item>, slots: 1 | -1): void {
    const nowMs = monotonicMs();
    for (const { usage } of [webhook, webhook.workspace]) {
      refreshUsage(usage, nowMs).inFlight += slots;
    }
  }

  /** Removes owners without items or usage. Usage outlives the items, so that an emptied queue gains no priority. */
  function prune(): void {
    const nowMs = monotonicMs();
    if (nowMs - prunedMs < fairness.usageOverMs) return;
    prunedMs = nowMs;
    for (const webhook of webhooks.values()) {
      const { inFlight, mean } = refreshUsage(webhook.usage, nowMs);
      if (webhook.waiting.length + inFlight > 0 || mean > negligible) continue;
      webhooks.delete(webhook.webhookId);
      webhook.workspace.webhooks.delete(webhook.webhookId);
    }
    for (const [id, workspace] of workspaces)
      if (workspace.webhooks.size === 0) workspaces.delete(id);
  }

  return {
    add(item) {
      const webhook = find(item);
      webhook.waiting.push(item);
      update(webhook);
    },
    next(free) {
      const nowMs = monotonicMs();
      const workspace = leastUsed(ready, nowMs, (one) => startable(one, free).size > 0);
      const webhook = workspace && leastUsed(startable(workspace, free), nowMs);
      const item = webhook?.waiting.shift();
      if (!webhook || !item) return undefined;
      turn += 1;
      webhook.lastTurn = webhook.workspace.lastTurn = turn;
      use(webhook, 1);
      update(webhook);
      return item;
    },
    freeSlot(item, durationMs) {
      const webhook = find(item);
      if (durationMs !== null) noteDuration(webhook.webhookId, durationMs);
      use(webhook, -1);
      update(webhook);
    },
    countOf(webhookId) {
      const webhook = webhooks.get(webhookId);
      return webhook ? webhook.waiting.length + webhook.usage.inFlight : 0;
    },
    isQuick: (webhookId) => quick.has(webhookId),
    removeWhere(matches) {
      const removed: Item[] = [];
      for (const webhook of webhooks.values()) {
        if (webhook.waiting.length === 0) continue;
        const kept: Item[] = [];
        for (const item of webhook.waiting) (matches(item) ? removed : kept).push(item);
        webhook.waiting = kept;
        update(webhook);
      }
      return removed;
    },
  };
}
