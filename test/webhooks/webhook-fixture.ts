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

/** A database and the dependencies of the webhook functions, with a clock and a count that tests set. */
export interface WebhookFixture {
  dependencies: WebhookDependencies;
  secretBox: SecretBox;
  /** Wake-up channels used, in order. */
  wakes: string[];
  /** Time of the clock; null for the system time. */
  now: Date | null;
  /** Return value of `countWaiting`. */
  waiting: Waiting;
  /** A fresh entity manager. */
  em(): EntityManager;
  addWorkspace(plan: Plan): Promise<string>;
  addWebhook(
    workspaceId: string,
    input?: Partial<NewWebhook>,
  ): Promise<WebhookWithSecret & { secret: string }>;
  /** Reads the row, deleted or not. */
  readRow(uuid: string): Promise<Webhook>;
  close(): Promise<void>;
}

/** Settings that every plan with webhooks accepts. */
export const goodSettings: NewWebhook = {
  name: 'Orders',
  url: 'https://hooks.example.com/orders',
  events: ['rent.created'],
};

/** The API id of a webhook. */
export function apiId(webhook: { id: string }): string {
  return encodeId(IdPrefix.webhook, webhook.id);
}

/** Codes and fields of the user errors of a call. Throws if the call succeeds or fails otherwise. */
export async function errorsOf(call: Promise<unknown>): Promise<[string, string | null][]> {
  const error = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof UserError)) throw new Error(`Not a UserError: ${String(error)}`);
  return error.errors.map(({ code, field }) => [code, field]);
}

/** Opens the fixture on its own database. Call `close` after the tests. */
export async function openWebhookFixture(): Promise<WebhookFixture> {
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

  const fixture: WebhookFixture = {
    secretBox,
    wakes,
    now: null,
    waiting: { count: 0, oldestAt: null },
    dependencies: {
      secretBox,
      policy: createNetworkPolicy({ allowNetworks: [], denyNetworks: [], allowHttp: false }),
      clock: { ...systemClock, now: () => fixture.now ?? new Date() },
      wakeUps: { wake: (channel) => wakes.push(channel) },
      countWaiting: async () => fixture.waiting,
    },
    em: () => database.em.fork(),
    async addWorkspace(plan) {
      const id = `workspace-${(workspaceCount += 1)}`;
      await database.em.fork().insert(WorkspaceEntity, { ...stamps(), id, name: id, plan });
      return id;
    },
    async addWebhook(workspaceId, input) {
      const settings = { ...goodSettings, ...input };
      const made = await createWebhook(fixture.dependencies, fixture.em(), workspaceId, settings);
      return { ...made, secret: made.secret! };
    },
    readRow: (uuid) => fixture.em().findOneOrFail(WebhookEntity, { id: uuid }),
    async close() {
      await database.close();
      await drop();
    },
  };
  return fixture;
}

function stamps() {
  return { createdAt: new Date(), updatedAt: new Date() };
}
