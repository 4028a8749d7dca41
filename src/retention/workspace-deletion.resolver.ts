import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Fails, toPayload } from '../kernel/graphql/index.ts';
import {
  readDeletion,
  workspaceIdForm,
  type AuthorizedContext,
  type Scope,
} from '../workspaces/index.ts';
import type { WorkspaceRemoval } from './create-workspace-removal.ts';
import { deleteWorkspace } from './delete-workspace.ts';
import {
  DeleteWorkspaceInput,
  DeleteWorkspacePayload,
  toDeletionType,
  WorkspaceDeletionType,
} from './workspace-deletion.type.ts';

/** The deletion of workspaces. Only the platform names workspaces. */
@Resolver()
export class WorkspaceDeletionResolver {
  readonly #removal: Pick<WorkspaceRemoval, 'wake'>;

  constructor({ workspaceRemoval }: { workspaceRemoval: Pick<WorkspaceRemoval, 'wake'> }) {
    this.#removal = workspaceRemoval;
  }

  @Authorized<Scope>('platform')
  @Query(() => WorkspaceDeletionType, {
    nullable: true,
    description:
      'The deletion of a workspace, until 30 days after its end. Null if there was none.',
  })
  async workspaceDeletion(
    @Arg('id', () => ID, {
      description: "Stockaj's id of the workspace, as `deleteWorkspace` got it.",
    })
    id: string,
    @Ctx() { em }: AuthorizedContext,
  ): Promise<WorkspaceDeletionType | null> {
    const deletion = workspaceIdForm.test(id) ? await readDeletion(em, id) : null;
    return deletion && toDeletionType(deletion);
  }

  @Authorized<Scope>('platform')
  @Fails('NOT_FOUND')
  @Mutation(() => DeleteWorkspacePayload, {
    description:
      'Deletes a workspace with everything in it, in the background. Its tokens are FORBIDDEN within a second, waiting deliveries end as WORKSPACE_DELETED, and requests in flight finish. Cannot be undone.',
  })
  async deleteWorkspace(
    @Arg('input', () => DeleteWorkspaceInput) { id }: DeleteWorkspaceInput,
    @Ctx() { em }: AuthorizedContext,
  ): Promise<DeleteWorkspacePayload> {
    return toPayload(DeleteWorkspacePayload, async () => ({
      deletion: toDeletionType(await deleteWorkspace(em, this.#removal, id)),
    }));
  }
}
