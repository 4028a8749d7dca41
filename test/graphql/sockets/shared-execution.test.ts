import { expect, test } from '@jest/globals';
import { createRecentResults } from '../../../src/graphql/sockets/recent-results.ts';
import { createSharedExecution } from '../../../src/graphql/sockets/shared-execution.ts';

function createEvents(count: number): object[] {
  return Array.from({ length: count }, (_, number) => ({ number }));
}

/** An execution whose results have this length, for two subscribers; `executed` lists the size of each batch. */
function openShared({ length = 10, recentBytes = 1_000_000, eventsMax = 50 } = {}) {
  const executed: number[] = [];
  const recent = createRecentResults(recentBytes);
  const execute = async (events: readonly object[]) => {
    executed.push(events.length);
    return events.map(() => 'x'.repeat(length));
  };
  const shared = createSharedExecution(execute, recent, eventsMax);
  shared.addSubscriber();
  shared.addSubscriber();
  return { shared, executed };
}

/** Runs all events, as many at once as the execution takes. */
async function runAll(
  shared: ReturnType<typeof openShared>['shared'],
  events: readonly object[],
): Promise<void> {
  for (let done = 0; done < events.length;) done += (await shared.run(events.slice(done))).length;
}

test('a slow subscriber gets the results that others had, without another execution', async () => {
  const { shared, executed } = openShared();
  const events = createEvents(40);
  await runAll(shared, events);
  await runAll(shared, events);
  expect(executed).toEqual([1, 2, 4, 8, 16, 9]);
});

test('twice as many events are executed together as before, and at most as given', async () => {
  const { shared, executed } = openShared();
  await runAll(shared, createEvents(200));
  expect(executed).toEqual([1, 2, 4, 8, 16, 32, 50, 50, 37]);
  expect(await shared.run(createEvents(1))).toHaveLength(1);
  expect(await shared.run(createEvents(1_000))).toHaveLength(2);
  const costly = openShared({ eventsMax: 3 });
  await runAll(costly.shared, createEvents(10));
  expect(costly.executed).toEqual([1, 2, 3, 3, 1]);
});

test('no more large results are held for a subscriber than 128 Ki characters, but always one', async () => {
  const { shared } = openShared({ length: 60_000 });
  await shared.run(createEvents(1));
  expect(await shared.run(createEvents(10))).toHaveLength(2);
  const { shared: larger } = openShared({ length: 200_000 });
  await larger.run(createEvents(1));
  expect(await larger.run(createEvents(10))).toHaveLength(1);
});

test('results beyond the memory of the node are forgotten, oldest first, and executed again', async () => {
  const { shared, executed } = openShared({ length: 1_000, recentBytes: 10 * 3_024 });
  const events = createEvents(40);
  await runAll(shared, events);
  const before = executed.length;
  await runAll(shared, events.slice(30));
  expect(executed).toHaveLength(before);
  await runAll(shared, events.slice(29));
  expect(executed.slice(before)).toEqual([1]);
});

test('results for a single subscriber are not kept', async () => {
  const { shared, executed } = openShared();
  shared.removeSubscriber();
  const events = createEvents(1);
  await shared.run(events);
  await shared.run(events);
  expect(executed).toEqual([1, 1]);
});

test('a failed execution is tried again', async () => {
  let count = 0;
  const execute = async (events: readonly object[]) => {
    count += 1;
    if (count === 1) throw new Error('The first one fails.');
    return events.map(() => 'x');
  };
  const shared = createSharedExecution(execute, createRecentResults(1_000), 50);
  shared.addSubscriber();
  const events = createEvents(1);
  await expect(shared.run(events)).rejects.toThrow('The first one fails.');
  expect(await shared.run(events)).toEqual(['x']);
});
