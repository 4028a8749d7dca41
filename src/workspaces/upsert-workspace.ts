import { z } from 'zod';
import { sql, type EntityManager } from '../db/index.ts';
import { oneLineText, validateInput } from '../kernel/index.ts';
import { lockWorkspace } from './lock-workspace.ts';
import { Plan } from './plans.ts';
import { refuseWhileDeleted } from './workspace-deletion.ts';
import { workspaceIdForm, type Workspace } from './workspace.entity.ts';

/** A workspace as Stockaj describes it. */
export interface WorkspaceInput {
  id: string;
  name: string;
  plan: Plan;
}

/**
 * Called in the transaction that changes the plan of an existing workspace, with the row locked and the new plan
 * written. An error rolls the change back.
 */
export type OnPlanChanged = (em: EntityManager, workspace: Workspace) => Promise<void>;

const schema = z.object({
  id: z
    .string()
    .regex(workspaceIdForm, 'The id must be 1 to 64 letters, digits, underscores or hyphens.'),
  name: oneLineText('The name', 200),
  plan: z.enum(Plan),
});

/**
 * Creates the workspace, or updates its name and plan. Concurrent calls for one id run one after the other.
 *
 * @throws UserError INVALID_INPUT; CONFLICT on `id` while the workspace is being deleted
 */
export async function upsertWorkspace(
  em: EntityManager,
  input: WorkspaceInput,
  onPlanChanged: OnPlanChanged,
): Promise<Workspace> {
  const values = validateInput(schema, input);
  return em.transactional(async (transaction) => {
    await insertUnlessThere(transaction, values);
    const workspace = await lockWorkspace(transaction, values.id);
    await refuseWhileDeleted(transaction, values.id);
    const planChanges = workspace.plan !== values.plan;
    transaction.assign(workspace, values);
    await transaction.flush();
    if (planChanges) await onPlanChanged(transaction, workspace);
    return workspace;
  });
}

/** Waits for a concurrent insert of the same id, so that the row exists and can be locked afterwards. */
async function insertUnlessThere(em: EntityManager, { id, name, plan }: WorkspaceInput) {
  await sql`
    insert into workspaces (id, name, plan) values (${id}, ${name}, ${plan})
    on conflict (id) do nothing
  `.execute(em.getKysely());
}
