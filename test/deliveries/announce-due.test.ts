import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createWakeUps, type WakeUps } from '../../src/db/index.ts';
import {
  createDueAnnouncer,
  type DueAnnouncer,
  type DueNotice,
} from '../../src/deliveries/index.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { openDeliveryDatabase, type DeliveryDatabase } from './fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

let announcer: DueAnnouncer;
let notices: DueNotice[];
let wakes: string[];
beforeEach(() => {
  notices = [];
  wakes = [];
  announcer = createDueAnnouncer({ wake: (channel) => void wakes.push(channel) });
  announcer.connect((notice) => notices.push(notice) > 0);
});

type Delivery = DueNotice['events'][number]['deliveries'][number];
const due = (webhookId: string) => ({ webhookId, isDue: true, isPaced: false });
const waiting = (webhookId: string) => ({ webhookId, isDue: false, isPaced: false });
/** The notice of one event with these deliveries. */
const noticeOf = (deliveries: Delivery[], areTests = false): DueNotice => ({
  workspaceId: 'shop',
  events: [{ id: 'event', type: 'rent.created', body: '{}', deliveries }],
  areTests,
});

/** Thrown to roll a transaction back. */
const undo = new Error('rolled back on purpose');

describe('new deliveries', () => {
  test('are announced once, after the outermost commit', async () => {
    await database.em().transactional(async (outer) => {
      await outer.transactional(async (savepoint) => {
        announcer.announce(savepoint, noticeOf([due('a'), waiting('b'), due('a'), due('c')]));
      });
      await outer.execute('select 1');
      expect([notices, wakes]).toEqual([[], []]);
    });
    expect(notices).toEqual([noticeOf([due('a'), waiting('b'), due('a'), due('c')])]);
    expect(wakes).toEqual(['deliveries_changed']);
  });

  test('of a savepoint that was rolled back are not announced, but those around it are', async () => {
    await database.em().transactional(async (outer) => {
      announcer.announce(outer, noticeOf([due('before')]));
      const inner = outer.transactional(async (savepoint) => {
        announcer.announce(savepoint, noticeOf([due('undone')]));
        await savepoint.transactional(async (nested) => {
          announcer.announce(nested, noticeOf([due('released and undone')]));
        });
        throw undo;
      });
      await expect(inner).rejects.toBe(undo);
      announcer.announce(outer, noticeOf([due('after')]));
    });
    expect(notices).toEqual([noticeOf([due('before')]), noticeOf([due('after')])]);
  });

  test('of a transaction that was rolled back, or whose commit failed, are not announced', async () => {
    const rolledBack = database.em().transactional(async (em) => {
      announcer.announce(em, noticeOf([due('a')]));
      throw undo;
    });
    await expect(rolledBack).rejects.toBe(undo);
    await database.query(
      'create table checked_late (id int primary key deferrable initially deferred)',
    );
    const refused = database.em().transactional(async (em) => {
      announcer.announce(em, noticeOf([due('a')]));
      await em.execute('insert into checked_late values (1), (1)');
    });
    await expect(refused).rejects.toThrow('checked_late');
    expect([notices, wakes]).toEqual([[], []]);
  });

  test('that are not due wake the live stream, but no dispatcher', () => {
    announcer.announce(database.em(), noticeOf([waiting('a')]));
    expect([notices, wakes]).toEqual([[], ['deliveries_changed']]);
    announcer.connect(undefined);
    announcer.announce(database.em(), noticeOf([waiting('a')]));
    expect(wakes).toEqual(['deliveries_changed', 'deliveries_changed']);
  });

  test('made outside a transaction are announced at once; an empty list is not', () => {
    announcer.announce(database.em(), noticeOf([]));
    expect([notices, wakes]).toEqual([[], []]);
    announcer.announce(database.em(), noticeOf([due('a')], true));
    expect(notices).toEqual([noticeOf([due('a')], true)]);
  });

  test('wake all nodes when the dispatcher of the process has stopped before the commit', async () => {
    await database.em().transactional(async (em) => {
      announcer.announce(em, noticeOf([due('a')]));
      await em.execute('select 1');
      announcer.connect(undefined);
    });
    expect(notices).toEqual([]);
    expect(wakes).toEqual(['deliveries_changed', 'deliveries_due']);
  });
});

test('a process without a dispatcher wakes the other nodes by NOTIFY, after the commit', async () => {
  const [here, there] = [connect(), connect()];
  try {
    await Promise.all([here, there].map(({ connected }) => connected));
    announcer = createDueAnnouncer(here.wakeUps);
    const before = there.count();
    await database.em().transactional(async (em) => {
      announcer.announce(em, noticeOf([due('a')]));
      await em.execute('select 1');
    });
    await waitUntil('the other node is woken', () => there.count() > before);
  } finally {
    await Promise.all([here, there].map(({ wakeUps }) => wakeUps.stop()));
  }
});

/** Counts the `deliveries_due` wake-ups of one node. The first one comes with the connection. */
function connect(): { wakeUps: WakeUps; connected: Promise<void>; count: () => number } {
  const wakeUps = createWakeUps({ url: database.url, errorLog: createTestErrorLog() });
  let count = 0;
  const connected = new Promise<void>((resolve) => {
    wakeUps.on('deliveries_due', () => {
      count += 1;
      resolve();
    });
  });
  wakeUps.start();
  return { wakeUps, connected, count: () => count };
}
