// Needed by type-graphql's decorators; every import of this feature loads this file.
import 'reflect-metadata';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Payload } from '../kernel/graphql/index.ts';
import { Plan, webhookLimitOf, type PlanOffer } from './plans.ts';
import type { WorkspaceInput } from './upsert-workspace.ts';
import type { Workspace } from './workspace.entity.ts';

registerEnumType(Plan, {
  name: 'Plan',
  description: 'The plan that a workspace has paid for. It decides how many webhooks it may have.',
  valuesConfig: Object.fromEntries(
    Object.values(Plan).map((plan) => [plan, { description: describePlan(plan) }]),
  ),
});

function describePlan(plan: Plan): string {
  const limit = webhookLimitOf(plan);
  return limit === null ? 'Any number of webhooks.' : `${limit || 'No'} webhooks.`;
}

/** A workspace as the API shows it; what other features know of it they add with field resolvers. */
@ObjectType('Workspace', { description: 'A tenant of Stockaj.' })
export class WorkspaceType implements Pick<Workspace, 'id' | 'name' | 'plan'> {
  @Field(() => ID, { description: "Stockaj's id of the workspace." })
  id!: string;

  @Field(() => String, { description: 'For people; 1 to 200 characters. Set by Stockaj.' })
  name!: string;

  @Field(() => Plan, {
    description:
      'Changes at once when Stockaj says so; webhooks beyond a smaller one become SUSPENDED.',
  })
  plan!: Plan;
}

/** A plan that a workspace could have. */
@ObjectType('PlanOffer', { description: 'A plan, and what it allows.' })
export class PlanOfferType implements PlanOffer {
  @Field(() => Plan, {
    description:
      'Show it to a user who has reached `webhookLimit`. It is changed in Stockaj, not here.',
  })
  plan!: Plan;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of webhooks that it allows; null for no limit.',
  })
  webhookLimit!: number | null;
}

/** The input of `upsertWorkspace`. */
@InputType('UpsertWorkspaceInput', { description: 'A workspace as Stockaj describes it.' })
export class UpsertWorkspaceInput implements WorkspaceInput {
  @Field(() => ID, { description: '1 to 64 letters, digits, underscores or hyphens.' })
  id!: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => Plan, {
    description: 'With a smaller one, the newest webhooks beyond its limit become SUSPENDED.',
  })
  plan!: Plan;
}

/** The response of `upsertWorkspace`. */
@ObjectType('UpsertWorkspacePayload', { description: 'The workspace after `upsertWorkspace`.' })
export class UpsertWorkspacePayload extends Payload {
  @Field(() => WorkspaceType, {
    nullable: true,
    description: 'As it is after the mutation. Null if there are `userErrors`.',
  })
  workspace!: WorkspaceType | null;
}
