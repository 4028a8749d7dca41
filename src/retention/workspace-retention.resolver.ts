import { FieldResolver, Int, Resolver } from 'type-graphql';
import { WorkspaceType } from '../workspaces/index.ts';
import { eventsLongerDays } from './drop-old-days.ts';

export interface RetentionDependencies {
  /** Days for which deliveries and attempts are kept. */
  retentionDays: number;
}

/** For how long a workspace finds its deliveries and events. */
@Resolver(() => WorkspaceType)
export class WorkspaceRetentionResolver {
  readonly #retentionDays: number;

  constructor({ retentionDays }: RetentionDependencies) {
    this.#retentionDays = retentionDays;
  }

  @FieldResolver(() => Int, {
    description:
      'Days for which deliveries are in the log. A day is removed as a whole, so some stay for up to a day longer.',
  })
  deliveriesKeptDays(): number {
    return this.#retentionDays;
  }

  @FieldResolver(() => Int, {
    description: 'Days for which events are kept: longer than their deliveries.',
  })
  eventsKeptDays(): number {
    return this.#retentionDays + eventsLongerDays;
  }
}
