import 'reflect-metadata';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Float, Info, Resolver, Root } from 'type-graphql';
import {
  createRequestLoader,
  invalidInMutations,
  nullInMutations,
} from '../../kernel/graphql/index.ts';
import {
  countByStatus,
  WebhookCountsType,
  WebhookType,
  type WebhookCounts,
} from '../../webhooks/index.ts';
import { WorkspaceType, type AuthorizedContext } from '../../workspaces/index.ts';
import { mayRead, nullForWriters } from '../may-read.ts';
import { toDeliveryStats, type DeliveryStats } from './delivery-stats.ts';
import { DeliveryStatsType } from './delivery-stats.type.ts';
import { loadFailureRate, loadFailureRates } from './load-failure-rates.ts';
import {
  hoursOfWorkspaceMax,
  loadWebhookStats,
  loadWorkspaceStats,
  type StatsRow,
} from './load-stats.ts';
import { openPeriod, type StatsPeriod } from './open-period.ts';
import { StatsPeriodArgs } from './stats-period.type.ts';

/** Loads the statistics of all webhooks in a response with one statement for each period. */
const statsByWebhook = createRequestLoader<StatsPeriod, StatsRow[]>(
  ({ context: { em, viewer }, bounds }, uuids) =>
    loadWebhookStats(em, viewer.workspaceId, uuids, bounds),
);

/** Loads the failure rates of all webhooks in a response with one statement. */
const failureRateByWebhook = createRequestLoader<AuthorizedContext, number>(
  ({ em, viewer }, uuids) => loadFailureRates(em, viewer.workspaceId, uuids),
);

const hoursMax = hoursOfWorkspaceMax.toLocaleString('en');

const describeRate = (noun: string) =>
  `Deliveries of ${noun} that became FAILED, for any reason, ÷ those that finished, from 0 to 1: in this hour (UTC) and the 23 before it. Tests count, retries do not. Null if none finished. ${nullForWriters}`;

/** Statistics of a webhook. */
@Resolver(() => WebhookType)
export class WebhookStatsResolver {
  @FieldResolver(() => DeliveryStatsType, {
    nullable: true,
    description: `Results of the deliveries of the webhook over time. ${nullForWriters} ${invalidInMutations}`,
  })
  async deliveryStats(
    @Root() { uuid }: WebhookType,
    @Args(() => StatsPeriodArgs) args: StatsPeriodArgs,
    @Ctx() context: AuthorizedContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DeliveryStats | null> {
    if (!mayRead(context)) return null;
    return nullInMutations(info, async () => {
      const period = openPeriod(context, args, info.variableValues);
      return toDeliveryStats(period.bounds, (await statsByWebhook(period).load(uuid)) ?? []);
    });
  }

  @FieldResolver(() => Float, { nullable: true, description: describeRate('the webhook') })
  async failureRate24h(
    @Root() { uuid }: WebhookType,
    @Ctx() context: AuthorizedContext,
  ): Promise<number | null> {
    return mayRead(context) ? failureRateByWebhook(context).load(uuid) : null;
  }
}

/** Statistics of the viewer's workspace. */
@Resolver(() => WorkspaceType)
export class WorkspaceStatsResolver {
  @FieldResolver(() => DeliveryStatsType, {
    nullable: true,
    description: `Results of all deliveries of the workspace over time, also of deleted webhooks. A period in which its webhooks had results in more than ${hoursMax} hours, all added up, is the error BAD_USER_INPUT. ${nullForWriters} ${invalidInMutations}`,
  })
  async deliveryStats(
    @Root() { id }: WorkspaceType,
    @Args(() => StatsPeriodArgs) args: StatsPeriodArgs,
    @Ctx() context: AuthorizedContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DeliveryStats | null> {
    if (!mayReadOf(id, context)) return null;
    return nullInMutations(info, async () => {
      const { bounds } = openPeriod(context, args, info.variableValues);
      return toDeliveryStats(bounds, await loadWorkspaceStats(context.em, id, bounds));
    });
  }

  @FieldResolver(() => Float, { nullable: true, description: describeRate('the workspace') })
  async failureRate24h(
    @Root() { id }: WorkspaceType,
    @Ctx() context: AuthorizedContext,
  ): Promise<number | null> {
    return mayReadOf(id, context) ? loadFailureRate(context.em, id) : null;
  }

  @FieldResolver(() => WebhookCountsType, {
    nullable: true,
    description: `The number of webhooks by status. ${nullForWriters}`,
  })
  async webhookCounts(
    @Root() { id }: WorkspaceType,
    @Ctx() context: AuthorizedContext,
  ): Promise<WebhookCounts | null> {
    return mayReadOf(id, context) ? countByStatus(context.em, id) : null;
  }
}

/** Whether the workspace is the viewer's own: the platform gets others from `upsertWorkspace`. */
function mayReadOf(workspaceId: string, context: AuthorizedContext): boolean {
  return mayRead(context) && workspaceId === context.viewer.workspaceId;
}
