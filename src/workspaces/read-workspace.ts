import { sql, toDate, type EntityManager } from '../db/index.ts';
import type { Workspace } from './workspace.entity.ts';

/** Reads the current row of a workspace. @throws Error when it does not exist */
export async function readWorkspace(em: EntityManager, id: string): Promise<Workspace> {
  const { rows } = await sql<Row>`
    select id, name, plan, created_at as "createdAt", updated_at as "updatedAt"
    from workspaces where id = ${id}
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error('The workspace does not exist.');
  return { ...row, createdAt: toDate(row.createdAt), updatedAt: toDate(row.updatedAt) };
}

interface Row extends Omit<Workspace, 'createdAt' | 'updatedAt'> {
  createdAt: string;
  updatedAt: string;
}
