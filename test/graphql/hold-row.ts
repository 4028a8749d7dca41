import { Client } from 'pg';

/** Locks the row of a workspace, so that every `rename` of it waits. */
export async function holdRow(databaseUrl: string, workspaceId: string) {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query('select from workspaces where id = $1 for update', [workspaceId]);
  return {
    /** Releases the lock. */
    async release(): Promise<void> {
      await client.query('rollback');
      await client.end();
    },
  };
}
