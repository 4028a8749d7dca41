import { Authorized, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import type { AuthorizedContext } from './context.ts';
import { readWorkspace } from './read-workspace.ts';
import { toViewerType, ViewerType } from './viewer.type.ts';
import type { Workspace } from './workspace.entity.ts';
import { WorkspaceType } from './workspace.type.ts';

/** Shows the caller what its token permits. */
@Resolver(() => ViewerType)
export class ViewerResolver {
  @Authorized()
  @Query(() => ViewerType, {
    description:
      'The rights of the token and until when they hold, so that a page can hide the rest.',
  })
  viewer(@Ctx() { viewer }: AuthorizedContext): ViewerType {
    return toViewerType(viewer);
  }

  @FieldResolver(() => WorkspaceType, { description: 'The workspace of the token.' })
  async workspace(@Ctx() { em, viewer }: AuthorizedContext): Promise<Workspace> {
    return readWorkspace(em, viewer.workspaceId);
  }
}
