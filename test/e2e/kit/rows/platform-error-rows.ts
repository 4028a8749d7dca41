import { DeleteWorkspace } from '../../../kit/documents.ts';
import type { ErrorRows, ErrorScene } from './error-row.ts';

async function asPlatform({ app, customer }: ErrorScene, input: Record<string, string>) {
  return { input, token: await app.token(customer.workspaceId, ['platform']) };
}

/** Mutations of whole workspaces. */
export const platformErrorRows: ErrorRows = {
  upsertWorkspace: {
    INVALID_INPUT: (scene) => asPlatform(scene, { id: 'a b', name: 'a', plan: 'FREE' }),
    CONFLICT: async (scene) => {
      const id = scene.customer.workspaceId;
      const call = await asPlatform(scene, { id, name: 'again', plan: 'FREE' });
      await scene.app.ask(call.token, DeleteWorkspace, { input: { id } });
      return call;
    },
  },
  deleteWorkspace: { NOT_FOUND: (scene) => asPlatform(scene, { id: 'nobody' }) },
};
