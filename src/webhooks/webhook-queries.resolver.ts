import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Connection } from '../kernel/graphql/index.ts';
import { WorkspaceType, type AuthorizedContext, type Scope } from '../workspaces/index.ts';
import { countWebhooks, findWebhook } from './find-webhook.ts';
import { listWebhooks } from './list-webhooks.ts';
import { WebhookListArgs } from './webhook-list-args.type.ts';
import { toWebhookType, WebhookConnectionType, WebhookType } from './webhook.type.ts';

/** Reads the webhooks of the viewer's workspace, on every plan. */
@Resolver()
export class WebhookQueryResolver {
  /** Lists webhooks that are not deleted, in keyset pages. */
  @Authorized<Scope>('webhooks:read')
  @Query(() => WebhookConnectionType, {
    description: 'The webhooks of the workspace, newest first unless `orderBy` says otherwise.',
  })
  async webhooks(
    @Args(() => WebhookListArgs) list: WebhookListArgs,
    @Ctx() context: AuthorizedContext,
  ): Promise<Connection<WebhookType>> {
    return listWebhooks(context, list);
  }

  /** One webhook. */
  @Authorized<Scope>('webhooks:read')
  @Query(() => WebhookType, {
    nullable: true,
    description: 'Null when it does not exist, is deleted or belongs to another workspace.',
  })
  async webhook(
    @Arg('id', () => ID, { description: 'Begins with `wh_`. Any other text gives null.' })
    id: string,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<WebhookType | null> {
    const webhook = await findWebhook(em, viewer.workspaceId, id);
    return webhook && toWebhookType(webhook);
  }
}

/** Fields of a workspace about its webhooks, visible to anyone who may see the workspace. */
@Resolver(() => WorkspaceType)
export class WorkspaceWebhooksResolver {
  /** Includes suspended webhooks, because they count towards the plan's limit. */
  @FieldResolver(() => Int, { description: 'Webhooks that count towards `webhookLimit`.' })
  async webhookCount(
    @Root() { id }: WorkspaceType,
    @Ctx() { em }: AuthorizedContext,
  ): Promise<number> {
    return countWebhooks(em, id);
  }
}
