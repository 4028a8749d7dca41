import { expect, test } from '@jest/globals';
import { faultKinds } from './faults/fault.ts';
import { faultsARound, fleetRoles, planRound } from './faults/plan-round.ts';
import { createRandom } from './random.ts';

test('the same seed plans the same faults, another seed different ones', () => {
  const plan = (seed: number) => planRound(createRandom(seed), faultKinds, 3_000);
  expect(plan(7)).toEqual(plan(7));
  expect(plan(8)).not.toEqual(plan(7));
});

test('a round has the declared number of faults of each kind, and a kill at each named point', () => {
  const planned = planRound(createRandom(7), faultKinds, 3_000);
  for (const kind of faultKinds) {
    expect(planned.filter((fault) => fault.kind === kind)).toHaveLength(faultsARound[kind]);
  }
  const points = planned.filter(({ kind }) => kind === 'kill').map(({ how }) => how);
  expect(new Set(points).size).toBeGreaterThanOrEqual(17);
});

test('a node is frozen for longer than its lease', () => {
  const stops = planRound(createRandom(7), ['stop'], 3_000);
  expect(Math.min(...stops.map(({ durationMs }) => durationMs))).toBeGreaterThan(3_000);
});

test('a point of death is given to a node that can reach it', () => {
  const kills = planRound(createRandom(7), ['kill'], 3_000);
  const rolesOf = (how: string) =>
    kills.filter((fault) => fault.how === how).map(({ slot }) => fleetRoles[slot ?? 0]);
  for (const roles of rolesOf('after publish')) expect(roles).toContain('api');
  for (const roles of rolesOf('after record')) expect(roles).toContain('dispatcher');
});
