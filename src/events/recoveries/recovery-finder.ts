import { encodeId, IdPrefix } from '../../kernel/index.ts';
import type { NodeFinder } from '../../workspaces/index.ts';
import { findRecovery } from './find-recoveries.ts';
import { toRecoveryType } from './recovery.type.ts';

/** Finds a recovery for `node(id:)`. */
export const recoveryFinder: NodeFinder = {
  prefix: IdPrefix.recovery,
  scope: 'webhooks:read',
  async find({ em, viewer }, uuid) {
    const id = encodeId(IdPrefix.recovery, uuid);
    const recovery = await findRecovery(em, viewer.workspaceId, id);
    return recovery && toRecoveryType(recovery);
  },
};
