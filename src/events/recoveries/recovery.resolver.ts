import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import {
  loadConnection,
  PageArgs,
  Fails,
  toPayload,
  type Connection,
} from '../../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../../workspaces/index.ts';
import { cancelRecovery } from './cancel-recovery.ts';
import { findRecovery, findRecoveryPage } from './find-recoveries.ts';
import { previewRecovery } from './preview-recovery.ts';
import {
  CancelRecoveryInput,
  CancelRecoveryPayload,
  RecoverDeliveriesInput,
  RecoverDeliveriesPayload,
} from './recovery-mutations.type.ts';
import {
  RecoveryConnectionType,
  RecoveryType,
  toRecoveryType,
  toSkippedCountTypes,
} from './recovery.type.ts';
import { startRecovery, type RecoveryDependencies } from './start-recovery.ts';

/** Starts, shows and cancels recoveries. */
@Resolver()
export class RecoveryResolver {
  readonly #dependencies: RecoveryDependencies;

  constructor(dependencies: RecoveryDependencies) {
    this.#dependencies = dependencies;
  }

  @Authorized<Scope>('webhooks:read')
  @Query(() => RecoveryConnectionType, {
    description: 'The recoveries of the workspace, newest first.',
  })
  async recoveries(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, viewer: { workspaceId } }: AuthorizedContext,
  ): Promise<Connection<RecoveryType>> {
    return loadConnection(
      page,
      (keyset) => findRecoveryPage(em, workspaceId, keyset),
      toRecoveryType,
      { workspaceId, list: { name: 'recoveries' } },
    );
  }

  @Authorized<Scope>('webhooks:read')
  @Query(() => RecoveryType, {
    nullable: true,
    description: 'Null if it does not exist or belongs to another workspace.',
  })
  async recovery(
    @Arg('id', () => ID, {
      description: 'As `recoverDeliveries` returned it. A text that is no such id gives null.',
    })
    id: string,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<RecoveryType | null> {
    const recovery = await findRecovery(em, viewer.workspaceId, id);
    return recovery && toRecoveryType(recovery);
  }

  @Authorized<Scope>('webhooks:write')
  @Fails(
    'INVALID_INPUT',
    'UNKNOWN_EVENT_TYPE',
    'PLAN_UPGRADE_REQUIRED',
    'NOT_FOUND',
    'RATE_LIMITED',
  )
  @Mutation(() => RecoverDeliveriesPayload, {
    description:
      'Sends failed deliveries again, or counts them. Safe to repeat, also at the same time: a delivery whose event has been sent to its webhook again, and is waiting or succeeded, is skipped. A paused webhook gets its deliveries after a resume. RATE_LIMITED beyond five running recoveries.',
  })
  async recoverDeliveries(
    @Arg('input', () => RecoverDeliveriesInput) { filter, dryRun }: RecoverDeliveriesInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<RecoverDeliveriesPayload> {
    const { workspaceId } = viewer;
    return toPayload(RecoverDeliveriesPayload, async () => {
      if (dryRun) {
        const preview = await previewRecovery(this.#dependencies, em, workspaceId, filter);
        return { ...preview, skippedCounts: toSkippedCountTypes(preview.skippedCounts) };
      }
      const recovery = await startRecovery(this.#dependencies, em, workspaceId, filter);
      return { recovery: toRecoveryType(recovery) };
    });
  }

  @Authorized<Scope>('webhooks:write')
  @Fails('NOT_FOUND', 'CONFLICT')
  @Mutation(() => CancelRecoveryPayload, {
    description:
      'Ends a running recovery: after the answer it makes no deliveries. Those it has made are sent all the same. CONFLICT for one that has SUCCEEDED.',
  })
  async cancelRecovery(
    @Arg('input', () => CancelRecoveryInput) { recoveryId }: CancelRecoveryInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<CancelRecoveryPayload> {
    return toPayload(CancelRecoveryPayload, async () => ({
      recovery: toRecoveryType(await cancelRecovery(em, viewer.workspaceId, recoveryId)),
    }));
  }
}
