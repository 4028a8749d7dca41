import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, type Database } from '../../src/db/index.ts';
import { createGate } from '../../src/dispatcher/gate.ts';
import { createLeaseKeeper } from '../../src/dispatcher/lease-keeper.ts';
import { createLogger, systemClock } from '../../src/kernel/index.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { waitUntil } from '../kit/wait-until.ts';

const logger = createLogger('silent');
let home: TestDatabase;
let database: Database;

beforeAll(async () => {
  home = await createTestDatabase();
  const options = { entities: [], connectionsMax: 2, onWarning: () => undefined };
  database = await openDatabase({ url: home.url, ...options });
});
afterAll(async () => {
  await database.close(true);
  await home.drop();
});

test('on an idle node, a successful renewal makes up for a failed one, but not for a failed record', async () => {
  let openings = 0;
  const gate = createGate({
    errorLog: createTestErrorLog(),
    logger,
    onOpen: () => (openings += 1),
  });
  const leases = createLeaseKeeper({
    database,
    gate,
    clock: systemClock,
    logger,
    leaseSeconds: 3,
    held: { underWay: () => [], startReleaseWhere: () => [] },
    release: () => Promise.resolve(),
  });
  gate.close('renewal', new Error('the connection broke'));
  gate.close('record', new Error('the connection broke'));
  leases.start();
  await waitUntil('a renewal has succeeded', () => !gate.isClosedBy('renewal'));
  expect(gate.isOpen).toBe(false);
  gate.open('record');
  expect(gate.isOpen).toBe(true);
  expect(openings).toBe(1);
  leases.stop();
});
