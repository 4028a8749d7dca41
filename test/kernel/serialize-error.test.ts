import { expect, test } from '@jest/globals';
import { openDatabase } from '../../src/db/index.ts';
import { serializeError } from '../../src/kernel/index.ts';
import { Plan, WorkspaceEntity } from '../../src/workspaces/index.ts';
import { createTestDatabase } from '../kit/database.ts';

test("PostgreSQL's detail, which MikroORM adds to the message, is not logged", async () => {
  const home = await createTestDatabase();
  const database = await openDatabase({
    url: home.url,
    entities: [WorkspaceEntity],
    connectionsMax: 1,
    onWarning: () => undefined,
  });
  const insert = async () =>
    database.em
      .fork()
      .insert(WorkspaceEntity, { id: 'secret-id', name: 'Acme', plan: Plan.PROFESSIONAL });
  await insert();
  const thrown = await insert().catch((error: unknown) => error);
  await database.close(true);
  await home.drop();
  expect(String(thrown)).toContain('secret-id');
  const { stack, ...error } = serializeError(thrown);
  expect(error).toMatchObject({
    code: '23505',
    message: expect.stringContaining('workspaces_pkey'),
  });
  expect(JSON.stringify(error)).not.toContain('secret-id');
  expect(stack).toContain('at ');
  expect(stack).not.toContain('secret-id');
});
