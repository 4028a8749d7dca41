import { Arg, Authorized, ID, Resolver, Root, Subscription } from 'type-graphql';
import { AccessError } from '../../kernel/index.ts';
import type { AuthorizedContext, Scope } from '../../workspaces/index.ts';
import { findRecovery } from './find-recoveries.ts';
import type { RecoveryFeed } from './recovery-feed.ts';
import type { Recovery } from './recovery.ts';
import { RecoveryType, toRecoveryType } from './recovery.type.ts';

/** The stream of a recovery. Each feed needs its own class, since type-graphql calls `subscribe` without an instance. */
export function createRecoveryLiveResolverClass(feed: Pick<RecoveryFeed, 'follow'>) {
  @Resolver()
  class RecoveryLiveResolver {
    @Authorized<Scope>('webhooks:read')
    @Subscription(() => RecoveryType, {
      description:
        'Follows a recovery: its present state at once, then each change, at most one a second. States between two messages may be left out. Completes after the message in which it is no longer RUNNING. NOT_FOUND if it does not exist or belongs to another workspace.',
      subscribe: async ({ context, args }: { context: AuthorizedContext; args: { id: string } }) =>
        feed.follow(await requireRecovery(context, args.id)),
    })
    recoveryUpdated(
      @Root() recovery: Recovery,
      @Arg('id', () => ID, { description: 'As `recoverDeliveries` returned it.' }) _id: string,
    ): RecoveryType {
      return toRecoveryType(recovery);
    }
  }
  return RecoveryLiveResolver;
}

/** @throws AccessError NOT_FOUND for one that is unknown or not in the workspace */
async function requireRecovery(
  { em, viewer }: AuthorizedContext,
  recoveryId: string,
): Promise<Recovery> {
  const recovery = await findRecovery(em, viewer.workspaceId, recoveryId);
  if (!recovery) throw new AccessError('NOT_FOUND', 'There is no such recovery in this workspace.');
  return recovery;
}
