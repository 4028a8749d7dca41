import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';
import { createCustomer, type Customer } from './customer.ts';
import { startReceiver, type Receiver } from './receiver.ts';
import { startWitness, type Witness } from './witness.ts';

/** What most tests of the whole need: one node for the file; a workspace and its server for each test. */
export interface Scene {
  app: TestApp;
  /** ENTERPRISE, without webhooks. */
  customer: Customer;
  /** Answers 200. */
  receiver: Receiver;
  /** Another node on the same database, with these variables of the environment; it is stopped with the file. */
  startNode(env?: Record<string, string>): Promise<TestApp>;
  /** Resolves when the node has been through several turns of claims: what could be claimed has been sent. */
  letTurnsPass(): Promise<void>;
}

/** Sets the scene by jest's hooks; its parts are there once the tests run. Call it at the top of a file. */
export function setScene(options: TestAppOptions = {}): Scene {
  const others: TestApp[] = [];
  let witness: Promise<Witness> | undefined;
  const scene = {
    async startNode(env = {}) {
      const node = await startTestApp({ env, database: { url: scene.app.databaseUrl } });
      others.push(node);
      return node;
    },
    async letTurnsPass() {
      witness ??= startWitness(scene.app);
      await (await witness).letTurnsPass();
    },
  } as { -readonly [Part in keyof Scene]: Scene[Part] };
  beforeAll(async () => {
    scene.app = await startTestApp(options);
  });
  beforeEach(async () => {
    scene.customer = await createCustomer(scene.app);
    scene.receiver = await startReceiver();
  });
  afterEach(async () => scene.receiver.stop());
  afterAll(async () => {
    await (await witness)?.stop();
    await Promise.all(others.map(async (node) => node.stop()));
    await scene.app.stop(); // its database goes with it
  });
  return scene;
}
