import type { App } from '../../../../src/app.ts';
import { sql } from '../../../../src/db/index.ts';
import type { Call } from '../call.ts';
import type { Desk } from '../desk.ts';
import { expectSame } from '../expect-same.ts';
import { emptyModel, type Model } from './model.ts';
import { predict } from './predict.ts';

/**
 * Takes the steps one after the other and asks the model before each what it comes to.
 *
 * @returns what the model knows at the end
 * @throws Error with the call and both answers at the first step where the product does otherwise
 */
export async function followModel(app: App, desk: Desk, steps: readonly Call[]): Promise<Model> {
  const seen = new Set<string>();
  let model = emptyModel;
  for (const step of steps) {
    const call = desk.resolve(step);
    const prediction = predict(model, call);
    const answer = await desk.ask(call);
    const events = await readNewEvents(app, desk.workspaceId, seen);
    const codes = 'codes' in answer ? [...new Set(answer.codes)] : [];
    expectSame(
      { call, codes, events },
      prediction.code === null
        ? { call, codes: [], events: prediction.events.toSorted() }
        : { call, codes: [prediction.code], events: [] },
    );
    if (prediction.code === null) model = prediction.next('id' in answer ? (answer.id ?? '') : '');
  }
  return model;
}

/** The types of the events that were not seen yet, in the order of the alphabet: no other is promised. */
async function readNewEvents(app: App, workspaceId: string, seen: Set<string>): Promise<string[]> {
  const { rows } = await sql<{ id: string; type: string }>`
    select id, type from events where workspace_id = ${workspaceId}
  `.execute(app.database.em.fork().getKysely());
  const fresh = rows.filter(({ id }) => !seen.has(id));
  for (const { id } of fresh) seen.add(id);
  return fresh.map(({ type }) => type).sort();
}
