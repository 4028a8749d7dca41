import 'reflect-metadata';
import { Field, Int, ObjectType } from 'type-graphql';
import type { WebhookCounts } from './count-by-status.ts';

/** The webhooks of a workspace, by status. */
@ObjectType('WebhookCounts', {
  description: 'The webhooks of a workspace that are not deleted, by their status.',
})
export class WebhookCountsType implements WebhookCounts {
  @Field(() => Int, { description: 'Also those that are failing.' })
  active!: number;

  @Field(() => Int, {
    description: 'Webhooks that a user has paused, and that are neither disabled nor suspended.',
  })
  paused!: number;

  @Field(() => Int, {
    description:
      'Webhooks that we have disabled because of the receiver, and that are not suspended.',
  })
  disabled!: number;

  @Field(() => Int, { description: 'Webhooks beyond the limit of the plan.' })
  suspended!: number;

  @Field(() => Int, {
    description: 'Of the active ones, those that had a failure and no success since, tests aside.',
  })
  failing!: number;

  @Field(() => Int, { description: '`active` + `paused` + `disabled` + `suspended`.' })
  total!: number;
}
