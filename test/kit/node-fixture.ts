import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';
import { createCustomer, type Customer } from './customer.ts';
import { startReceiver, type Receiver } from './receiver.ts';
import { startClaimTurns, type ClaimTurns } from './claim-turns.ts';

/** One node for the file; a workspace and its receiver for each test. */
export interface NodeFixture {
  app: TestApp;
  /** ENTERPRISE, without webhooks. */
  customer: Customer;
  /** Answers 200. */
  receiver: Receiver;
  /** Starts another node on the same database, with these environment variables; stopped at the end of the file. */
  startNode(env?: Record<string, string>): Promise<TestApp>;
  /** Resolves after the node has claimed several times: everything claimable has been sent. */
  letTurnsPass(): Promise<void>;
}

/** Starts and stops the parts by jest's hooks; they are set once the tests run. Call it at the top of a file. */
export function setUpNode(options: TestAppOptions = {}): NodeFixture {
  const others: TestApp[] = [];
  let claimTurns: Promise<ClaimTurns> | undefined;
  const fixture = {
    async startNode(env = {}) {
      const node = await startTestApp({ env, database: { url: fixture.app.databaseUrl } });
      others.push(node);
      return node;
    },
    async letTurnsPass() {
      claimTurns ??= startClaimTurns(fixture.app);
      await (await claimTurns).letTurnsPass();
    },
  } as { -readonly [Part in keyof NodeFixture]: NodeFixture[Part] };
  beforeAll(async () => {
    fixture.app = await startTestApp(options);
  });
  beforeEach(async () => {
    fixture.customer = await createCustomer(fixture.app);
    fixture.receiver = await startReceiver();
  });
  afterEach(async () => fixture.receiver.stop());
  afterAll(async () => {
    await (await claimTurns)?.stop();
    await Promise.all(others.map(async (node) => node.stop()));
    await fixture.app.stop(); // removes its database too
  });
  return fixture;
}
