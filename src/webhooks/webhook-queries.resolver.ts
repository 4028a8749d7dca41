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
import { loadConnection, PageArgs, type Connection } from '../kernel/graphql/index.ts';
import { WorkspaceType, type AuthorizedContext, type Scope } from '../workspaces/index.ts';
import { countWebhooks, findWebhook, findWebhookPage } from './find-webhook.ts';
import { toWebhookType, WebhookConnectionType, WebhookType } from './webhook.type.ts';

/** Reads the webhooks of the viewer's workspace, on every plan. */
@Resolver()
export class WebhookQueryResolver {
  /** Lists all webhooks that are not deleted, newest first, in keyset pages. */
  @Authorized<Scope>('webhooks:read')
  @Query(() => WebhookConnectionType, {
    description: 'The webhooks of the workspace, newest first.',
  })
  async webhooks(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<Connection<WebhookType>> {
    return loadConnection(
      page,
      (keyset) => findWebhookPage(em, viewer.workspaceId, keyset),
      toWebhookType,
      { list: { name: 'webhooks' } },
    );
  }

  /** One webhook. */
  @Authorized<Scope>('webhooks:read')
  @Query(() => WebhookType, {
    nullable: true,
    description: 'Null when it does not exist, is deleted or belongs to another workspace.',
  })
  async webhook(
    @Arg('id', () => ID) id: string,
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
