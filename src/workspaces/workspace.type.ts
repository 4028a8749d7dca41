// Needed by type-graphql's decorators; every import of this feature loads this file.
import 'reflect-metadata';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Payload } from '../kernel/graphql/index.ts';
import { Plan, type PlanOffer } from './plans.ts';
import type { WorkspaceInput } from './upsert-workspace.ts';
import type { Workspace } from './workspace.entity.ts';

registerEnumType(Plan, {
  name: 'Plan',
  description: 'The plan that a workspace has paid for. It decides how many webhooks it may have.',
});

/** A workspace as the API shows it; what other features know of it they add with field resolvers. */
@ObjectType('Workspace', { description: 'A tenant of Stockaj.' })
export class WorkspaceType implements Pick<Workspace, 'id' | 'name' | 'plan'> {
  @Field(() => ID, { description: "Stockaj's id of the workspace." })
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Plan)
  plan!: Plan;
}

/** A plan that a workspace could have. */
@ObjectType('PlanOffer', { description: 'A plan, and what it allows.' })
export class PlanOfferType implements PlanOffer {
  @Field(() => Plan)
  plan!: Plan;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of webhooks that it allows; null for no limit.',
  })
  webhookLimit!: number | null;
}

/** The input of `upsertWorkspace`. */
@InputType('UpsertWorkspaceInput')
export class UpsertWorkspaceInput implements WorkspaceInput {
  @Field(() => ID, { description: '1 to 64 letters, digits, underscores or hyphens.' })
  id!: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => Plan)
  plan!: Plan;
}

/** The response of `upsertWorkspace`. */
@ObjectType('UpsertWorkspacePayload')
export class UpsertWorkspacePayload extends Payload {
  @Field(() => WorkspaceType, { nullable: true })
  workspace!: WorkspaceType | null;
}
