import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listEventTypes } from '../../src/catalogue/index.ts';
import { startTestApp } from '../kit/app.ts';
import type { TestApp } from '../kit/app.ts';
import { startAudit } from './property/audit.ts';
import { checkTrace } from './property/check-trace.ts';
import type { Answer } from './property/desk.ts';
import { checkModel } from './property/model/check-model.ts';
import { followModel } from './property/model/follow-model.ts';
import { openDesk, opening, takeSteps } from './property/open-desk.ts';
import { runClients } from './property/run-clients.ts';
import { anyStep, honestStep } from './property/steps.ts';
import { readTrace } from './property/trace.ts';
import type { Trace } from './property/trace.ts';

const runCount = 1_000;
const stepCount = 30;
/** Runs at the same time, in workspaces of their own: while one waits for a lock, the other goes on. */
const laneCount = 2;

let node: TestApp;

beforeAll(async () => {
  node = await startTestApp({ env: { ROLES: 'api' } });
  await startAudit(node.app.database);
});
afterAll(async () => node.stop());

/** What clients were told and what was sent, each once: a run in which nothing happens proves nothing. */
const seen = new Set<string>();

function remember(answers: readonly Answer[], { events }: Trace): void {
  for (const answer of answers) {
    for (const code of 'codes' in answer ? answer.codes : ['done']) seen.add(code);
  }
  for (const { type } of events) seen.add(type);
}

test('clients at once leave stock, versions and events that agree', async () => {
  const { app } = node;
  const story = fc.record({
    clientCount: fc.integer({ min: 3, max: 4 }),
    steps: fc.array(honestStep, { minLength: stepCount, maxLength: stepCount }),
  });
  const run = fc.asyncProperty(story, async ({ clientCount, steps }) => {
    const desk = await openDesk(app);
    await takeSteps(desk, opening);
    const answers = await runClients(desk, steps, clientCount);
    const trace = await readTrace(app.database, desk.workspaceId);
    checkTrace(trace);
    remember(answers, trace);
  });
  // Who comes first differs from run to run, so a smaller story proves nothing: no shrinking.
  const parameters = {
    numRuns: runCount / laneCount,
    endOnFailure: true,
    includeErrorInReport: true,
  };
  await Promise.all(Array.from({ length: laneCount }, async () => fc.assert(run, parameters)));
  const types = listEventTypes().map(({ name }) => name);
  const codes = ['CONFLICT', 'INVALID_INPUT', 'NOT_FOUND', 'done'];
  expect([...seen].sort()).toEqual([...codes, ...types].sort());
}, 600_000);

test('one client at a time is answered as the model says, with its events', async () => {
  const { app } = node;
  const strangers = await takeSteps(await openDesk(app), opening);
  const run = fc.asyncProperty(fc.array(anyStep, { maxLength: 40, size: 'max' }), async (steps) => {
    const desk = await openDesk(app, strangers);
    const model = await followModel(app, desk, [...opening, ...steps]);
    const trace = await readTrace(app.database, desk.workspaceId);
    checkModel(model, trace);
    checkTrace(trace);
  });
  await fc.assert(run, { numRuns: 150, includeErrorInReport: true });
}, 600_000);
