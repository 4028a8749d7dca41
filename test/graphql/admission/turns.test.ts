import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { operationLimits } from '../../../src/graphql/limits/operation-limits.ts';
import { nameToken } from '../../../src/graphql/admission/in-flight.ts';
import { createTurns, type Place, type Turns } from '../../../src/graphql/admission/turns.ts';

const limits = {
  ...operationLimits,
  ...{ runningWhileBusy: { ofAll: 4, perWorkspace: 3, perToken: 2 }, runningFirst: 0 },
  ...{ inFlightPerWorkspace: 6, inFlightPerToken: 4 },
  ...{ bodyBytesPerWorkspace: 100_000, bodyBytesOfAll: 150_000 },
};

const busy = () => true;

function enter(turns: Turns, workspaceId: string, token = 'a', bodyBytes = 0): Place {
  const place = turns.enter({ workspaceId, token }, bodyBytes);
  if (typeof place === 'string') throw new Error(place);
  return place;
}

test('a token is counted under its hash, the same for each spelling of the scheme', () => {
  const names = ['Bearer first', 'bearer  first', ' BEARER first '].map(nameToken);
  expect(new Set(names).size).toBe(1);
  expect(names[0]).not.toContain('first');
  expect(nameToken('Bearer second')).not.toBe(names[0]);
});

test('workspaces take turns, and so do the tokens of a workspace', async () => {
  const turns = createTurns(
    { ...limits, runningWhileBusy: { ...limits.runningWhileBusy, ofAll: 1 } },
    busy,
  );
  const order: string[] = [];
  const first = enter(turns, 'x');
  await first.takeTurn();
  const names = ['x a', 'x a', 'x b', 'x a', 'y a', 'y a', 'z a'];
  const taken = names.map(async (name) => {
    const [workspaceId = '', token] = name.split(' ');
    const place = enter(turns, workspaceId, token);
    expect(await place.takeTurn()).toBeNull();
    order.push(name);
    place.leave();
  });
  first.leave();
  await Promise.all(taken);
  expect(order).toEqual(['x a', 'y a', 'z a', 'x b', 'y a', 'x a', 'x a']);
});

test('a token may run more operations while the thread has time to spare', async () => {
  let isBusy = true;
  const running = { runningWhileIdle: { ofAll: 20, perWorkspace: 4, perToken: 4 } };
  const turns = createTurns({ ...limits, ...running }, () => isBusy);
  const places = [1, 2, 3, 4].map(() => enter(turns, 'x'));
  const taken = places.map(async (place) => place.takeTurn());
  expect(turns.count().running).toBe(2);
  isBusy = false;
  turns.startNext();
  expect(turns.count().running).toBe(4);
  await Promise.all(taken);
});

test('running operations and arriving bodies do not count as waiting', async () => {
  const turns = createTurns(limits, busy);
  for (const id of ['x', 'x', 'y']) await enter(turns, id).takeTurn();
  enter(turns, 'y');
  void enter(turns, 'x').takeTurn();
  expect(['x', 'y', 'z'].map((id) => turns.hasWaiting(id))).toEqual([true, false, false]);
});

test('a workspace with nothing running gets extra places', async () => {
  const turns = createTurns({ ...limits, runningFirst: 1 }, busy);
  for (const id of ['x', 'x', 'y', 'y']) await enter(turns, id).takeTurn();
  void enter(turns, 'x', 'b').takeTurn();
  expect(turns.count().running).toBe(4);
  await enter(turns, 'z').takeTurn();
  expect(turns.count().running).toBe(5);
});

test('large bodies of some workspaces block neither small bodies nor other workspaces', () => {
  const bytes = { bodyBytesPerWorkspace: 60_000, bodyBytesOfAll: 100_000 };
  const turns = createTurns({ ...limits, ...bytes }, busy);
  for (const id of ['x', 'y']) enter(turns, id, 'a', 50_000);
  const ask = (id: string, size: number) => turns.enter({ workspaceId: id, token: 'b' }, size);
  expect(ask('x', 9_000)).toHaveProperty('takeTurn');
  expect(ask('y', 1)).toHaveProperty('takeTurn');
  expect(ask('y', 17_000)).toBe('workspace_bytes');
  expect(ask('z', 33_000)).toHaveProperty('takeTurn');
  expect(ask('z', 17_000)).toBe('node_late');
});

test('each limit refuses the first operation beyond it', async () => {
  const turns = createTurns(limits, busy);
  const ask = (workspaceId: string, token: string, bodyBytes = 0) =>
    turns.enter({ workspaceId, token }, bodyBytes);
  for (let n = 0; n < 4; n += 1) enter(turns, 'x', 'a');
  expect(ask('x', 'a')).toBe('token_operations');
  enter(turns, 'x', 'b', 100_000);
  expect(ask('x', 'b', 1)).toBe('workspace_bytes');
  enter(turns, 'y', 'a', 50_000);
  expect(ask('y', 'a', 50_000)).toBe('node_late');
  enter(turns, 'x', 'b');
  expect(ask('x', 'c')).toBe('workspace_operations');
  const bytes = { bodyBytes: 150_000, answerBytes: 0 };
  expect(turns.count()).toEqual({ inFlight: 7, running: 0, ...bytes, workspaces: 2 });
});

test('an operation that waits too long is refused: for its workspace, or for the node', async () => {
  const turns = createTurns({ ...limits, waitMsMax: 20 }, busy);
  for (const token of ['a', 'a', 'b']) await enter(turns, 'x', token).takeTurn();
  expect(await enter(turns, 'x', 'c').takeTurn()).toBe('workspace_wait');
  await enter(turns, 'y').takeTurn();
  expect(await enter(turns, 'z').takeTurn()).toBe('node_late');
});

test('a wait counts against the node only while the workspace is within its own limits', async () => {
  const turns = createTurns(limits, busy);
  const running = ['a', 'a', 'b'].map((token) => enter(turns, 'x', token));
  for (const place of running) await place.takeTurn();
  void enter(turns, 'x', 'c').takeTurn();
  const beganAt = performance.now();
  while (performance.now() === beganAt);
  expect(turns.nodeWaitMs()).toBe(0);
  expect(turns.waitMs()).toBeGreaterThan(0);
  await enter(turns, 'y').takeTurn();
  void enter(turns, 'z').takeTurn();
  const waitsFrom = performance.now();
  while (performance.now() === waitsFrom);
  expect(turns.nodeWaitMs()).toBeGreaterThan(0);
});

test('a workspace with more in flight than the others is beyond its equal share', () => {
  const turns = createTurns(limits, busy);
  for (const id of ['x', 'x', 'x', 'y']) enter(turns, id);
  expect(['x', 'y', 'z'].map((id) => turns.isBeyondShare(id))).toEqual([true, false, false]);
});

test('no more starts for a token or workspace while too much of its answers is unread', async () => {
  const bytes = { answerBytesPerToken: 100, answerBytesPerWorkspace: 150 };
  const turns = createTurns({ ...limits, ...bytes }, busy);
  const answer = async (token: string, answerBytes: number) => {
    const place = enter(turns, 'x', token, 40_000);
    await place.takeTurn();
    expect(turns.count().bodyBytes).toBe(40_000);
    place.endTurn(answerBytes);
    expect(turns.count().bodyBytes).toBe(0);
    return place;
  };
  const first = await answer('a', 100);
  void enter(turns, 'x', 'a').takeTurn();
  expect(turns.count()).toMatchObject({ inFlight: 2, running: 0, answerBytes: 100 });
  const second = await answer('b', 50);
  void enter(turns, 'x', 'b').takeTurn();
  await enter(turns, 'y').takeTurn();
  expect(turns.count()).toMatchObject({ inFlight: 5, running: 1, answerBytes: 150 });
  expect(turns.waitMs()).toBe(0); // it is not the node that is late
  second.leave();
  expect(turns.count()).toMatchObject({ inFlight: 4, running: 2, answerBytes: 100 });
  first.leave();
  expect(turns.count()).toMatchObject({ inFlight: 3, running: 3, answerBytes: 0 });
});

/** A place as its caller knows it. */
interface Waiting {
  name: string;
  token: string;
  isRunning: boolean;
  isAnswered: boolean;
}

test('in any sequence no limit is exceeded, none waits beside a free place, and all counts end at 0', async () => {
  const step = fc.record({
    workspaceId: fc.constantFrom('x', 'y', 'z'),
    token: fc.constantFrom('a', 'b', 'c'),
    place: fc.nat(20),
    does: fc.constantFrom('enter', 'end its turn', 'leave'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const turns = createTurns(limits, busy);
      const places: (Waiting & { place: Place })[] = [];
      for (const { workspaceId: name, token, place: number, does } of steps) {
        const chosen = number % Math.max(1, places.length);
        if (does === 'leave') {
          const [gone] = places.splice(chosen, 1);
          gone?.place.leave();
          gone?.place.leave(); // leaving twice changes nothing
        } else if (does === 'end its turn') {
          const ending = places[chosen];
          ending?.place.endTurn(10);
          if (ending?.isRunning) Object.assign(ending, { isRunning: false, isAnswered: true });
        } else {
          const place = turns.enter({ workspaceId: name, token }, 0);
          if (typeof place === 'string') continue;
          const entry = { place, name, token, isRunning: false, isAnswered: false };
          places.push(entry);
          void place.takeTurn().then((refusal) => (entry.isRunning = refusal === null));
        }
        await new Promise(setImmediate);
        const running = places.filter(({ isRunning }) => isRunning);
        const answered = places.filter(({ isAnswered }) => isAnswered);
        expect(turns.count()).toMatchObject({
          ...{ inFlight: places.length, running: running.length },
          answerBytes: 10 * answered.length,
        });
        const runningOf = (name: string) => running.filter((it) => it.name === name).length;
        const runningOfToken = (of: { name: string; token: string }) =>
          running.filter((it) => it.name === of.name && it.token === of.token).length;
        expect(running.length).toBeLessThanOrEqual(4);
        for (const it of places) {
          expect(runningOf(it.name)).toBeLessThanOrEqual(3);
          expect(runningOfToken(it)).toBeLessThanOrEqual(2);
          const mayRun = running.length < 4 && runningOf(it.name) < 3 && runningOfToken(it) < 2;
          expect(it.isRunning || it.isAnswered || !mayRun).toBe(true);
        }
      }
      for (const { place } of places) place.leave();
      const bytes = { bodyBytes: 0, answerBytes: 0 };
      expect(turns.count()).toEqual({ inFlight: 0, running: 0, ...bytes, workspaces: 0 });
    }),
  );
});
