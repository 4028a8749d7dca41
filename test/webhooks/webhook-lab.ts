import { openDatabase, type EntityManager } from '../../src/db/index.ts';
import {
  createSecretBox,
  encodeId,
  IdPrefix,
  systemClock,
  UserError,
  type SecretBox,
} from '../../src/kernel/index.ts';
import {
  createNetworkPolicy,
  createWebhook,
  WebhookEntity,
  type NewWebhook,
  type Waiting,
  type Webhook,
  type WebhookDependencies,
  type WebhookWithSecret,
} from '../../src/webhooks/index.ts';
import { WorkspaceEntity, type Plan } from '../../src/workspaces/index.ts';
import { createTestDatabase } from '../kit/database.ts';

/** A database and what the functions of webhooks need, with a clock and a count that the test sets. */
export interface WebhookLab {
  dependencies: WebhookDependencies;
  secretBox: SecretBox;
  /** The channels that were woken, in order. */
  wakes: string[];
  /** What the clock of the functions shows; the machine's time while it is null. */
  now: Date | null;
  /** What `countWaiting` answers. */
  waiting: Waiting;
  /** An entity manager that has read nothing yet. */
  em(): EntityManager;
  addWorkspace(plan: Plan): Promise<string>;
  addWebhook(
    workspaceId: string,
    input?: Partial<NewWebhook>,
  ): Promise<WebhookWithSecret & { secret: string }>;
  /** The row as it stands in the database, deleted or not. */
  readRow(uuid: string): Promise<Webhook>;
  close(): Promise<void>;
}

/** Settings that every plan with webhooks accepts. */
export const goodSettings: NewWebhook = {
  name: 'Orders',
  url: 'https://hooks.example.com/orders',
  events: ['rent.created'],
};

/** The id as the API shows it. */
export function apiId(webhook: { id: string }): string {
  return encodeId(IdPrefix.webhook, webhook.id);
}

/** What a call is told to mend: codes and fields. Fails when the call succeeds or dies otherwise. */
export async function faultsOf(call: Promise<unknown>): Promise<[string, string | null][]> {
  const error = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof UserError)) throw new Error(`Not a UserError: ${String(error)}`);
  return error.errors.map(({ code, field }) => [code, field]);
}

/** Opens the lab on a database of its own. Call `close` when the tests end. */
export async function openWebhookLab(): Promise<WebhookLab> {
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase({
    url,
    entities: [WorkspaceEntity, WebhookEntity],
    connectionsMax: 20,
    onWarning: () => undefined,
  });
  const secretBox = createSecretBox([{ id: 'k1', key: Buffer.alloc(32, 7) }]);
  const wakes: string[] = [];
  let workspaceCount = 0;

  const lab: WebhookLab = {
    secretBox,
    wakes,
    now: null,
    waiting: { count: 0, oldestAt: null },
    dependencies: {
      secretBox,
      policy: createNetworkPolicy({ allowNetworks: [], denyNetworks: [], allowHttp: false }),
      clock: { ...systemClock, now: () => lab.now ?? new Date() },
      wakeUps: { wake: (channel) => wakes.push(channel) },
      countWaiting: async () => lab.waiting,
    },
    em: () => database.em.fork(),
    async addWorkspace(plan) {
      const id = `workspace-${(workspaceCount += 1)}`;
      await database.em.fork().insert(WorkspaceEntity, { ...stamps(), id, name: id, plan });
      return id;
    },
    async addWebhook(workspaceId, input) {
      const settings = { ...goodSettings, ...input };
      const made = await createWebhook(lab.dependencies, lab.em(), workspaceId, settings);
      return { ...made, secret: made.secret! };
    },
    readRow: (uuid) => lab.em().findOneOrFail(WebhookEntity, { id: uuid }),
    async close() {
      await database.close();
      await drop();
    },
  };
  return lab;
}

function stamps() {
  return { createdAt: new Date(), updatedAt: new Date() };
}
