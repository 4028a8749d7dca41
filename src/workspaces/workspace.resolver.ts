import 'reflect-metadata';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Fails, toPayload } from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from './context.ts';
import { nextPlanOf, webhookLimitOf, type PlanOffer } from './plans.ts';
import { upsertWorkspace, type OnPlanChanged } from './upsert-workspace.ts';
import { readWorkspace } from './read-workspace.ts';
import type { Workspace } from './workspace.entity.ts';
import {
  PlanOfferType,
  UpsertWorkspaceInput,
  UpsertWorkspacePayload,
  WorkspaceType,
} from './workspace.type.ts';

/** Workspaces in the API. */
@Resolver(() => WorkspaceType)
export class WorkspaceResolver {
  readonly #onPlanChanged: OnPlanChanged;

  constructor({ onPlanChanged }: { onPlanChanged: OnPlanChanged }) {
    this.#onPlanChanged = onPlanChanged;
  }

  @Authorized()
  @Query(() => WorkspaceType, { description: 'The workspace of the token.' })
  async workspace(@Ctx() { em, viewer }: AuthorizedContext): Promise<Workspace> {
    return readWorkspace(em, viewer.workspaceId);
  }

  /** The limit of the plan, not the remaining number. */
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Number of webhooks that the plan allows; null for no limit.',
  })
  webhookLimit(@Root() workspace: WorkspaceType): number | null {
    return webhookLimitOf(workspace.plan);
  }

  /** What a page offers when the limit is reached. */
  @FieldResolver(() => PlanOfferType, {
    nullable: true,
    description:
      'The lowest plan that allows more webhooks than the present one. Null when none does.',
  })
  nextPlan(@Root() workspace: WorkspaceType): PlanOffer | null {
    return nextPlanOf(workspace.plan);
  }

  /** Called by Stockaj when a workspace is created, renamed or changes its plan. */
  @Authorized('platform')
  @Fails('INVALID_INPUT', 'CONFLICT')
  @Mutation(() => UpsertWorkspacePayload, {
    description: 'Creates a workspace or changes its name and plan.',
  })
  async upsertWorkspace(
    @Ctx() { em }: AuthorizedContext,
    @Arg('input', () => UpsertWorkspaceInput) input: UpsertWorkspaceInput,
  ): Promise<UpsertWorkspacePayload> {
    return toPayload(UpsertWorkspacePayload, async () => ({
      workspace: await upsertWorkspace(em, input, this.#onPlanChanged),
    }));
  }
}
