import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { WorkspaceType, type AuthorizedContext } from '../workspaces/index.ts';
import { countWebhooks } from './find-webhook.ts';

/** What a workspace tells of its webhooks. Whoever may see the workspace may see it. */
@Resolver(() => WorkspaceType)
export class WorkspaceWebhooksResolver {
  /** All that are not deleted, also suspended ones: they count towards the plan's limit. */
  @FieldResolver(() => Int, { description: 'Webhooks that count towards `webhookLimit`.' })
  async webhookCount(
    @Root() { id }: WorkspaceType,
    @Ctx() { em }: AuthorizedContext,
  ): Promise<number> {
    return countWebhooks(em, id);
  }
}
