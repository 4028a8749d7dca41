import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import {
  Fails,
  toPayload,
  loadConnection,
  PageArgs,
  type Connection,
} from '../../kernel/graphql/index.ts';
import { decodeId, IdPrefix } from '../../kernel/index.ts';
import type { AuthorizedContext, Scope } from '../../workspaces/index.ts';
import { beyond, inOrder } from '../page-options.ts';
import type { InventoryDependencies } from '../publish-changes.ts';
import { createRenter } from './create-renter.ts';
import { deleteRenter } from './delete-renter.ts';
import { RenterEntity } from './renter.entity.ts';
import {
  CreateRenterInput,
  CreateRenterPayload,
  DeleteRenterInput,
  DeleteRenterPayload,
  RenterConnectionType,
  RenterType,
  toRenterType,
  UpdateRenterInput,
  UpdateRenterPayload,
} from './renter.type.ts';
import { renterById } from './load-renter.ts';
import { updateRenter } from './update-renter.ts';

/** Renters in the API, on every plan. */
@Resolver()
export class RenterResolver {
  readonly #dependencies: InventoryDependencies;

  constructor(dependencies: InventoryDependencies) {
    this.#dependencies = dependencies;
  }

  @Authorized<Scope>('inventory:read')
  @Query(() => RenterConnectionType, { description: 'The renters of the workspace, newest first.' })
  async renters(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, viewer: { workspaceId } }: AuthorizedContext,
  ): Promise<Connection<RenterType>> {
    return loadConnection(
      page,
      (keyset) => em.find(RenterEntity, { workspaceId, ...beyond(keyset) }, inOrder(keyset)),
      toRenterType,
      { workspaceId, list: { name: 'renters' } },
    );
  }

  @Authorized<Scope>('inventory:read')
  @Query(() => RenterType, {
    nullable: true,
    description: 'Null when it does not exist, is deleted or belongs to another workspace.',
  })
  async renter(
    @Arg('id', () => ID, { description: 'Begins with `rtr_`. Any other text gives null.' })
    id: string,
    @Ctx() context: AuthorizedContext,
  ): Promise<RenterType | null> {
    const uuid = decodeId(IdPrefix.renter, id);
    return uuid === null ? null : renterById(context).load(uuid);
  }

  @Authorized<Scope>('inventory:write')
  @Fails('INVALID_INPUT')
  @Mutation(() => CreateRenterPayload, {
    description: 'Creates a renter. Publishes renter.created.',
  })
  async createRenter(
    @Arg('input', () => CreateRenterInput) input: CreateRenterInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<CreateRenterPayload> {
    return toPayload(CreateRenterPayload, async () => ({
      renter: toRenterType(await createRenter(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  @Authorized<Scope>('inventory:write')
  @Fails('INVALID_INPUT', 'NOT_FOUND')
  @Mutation(() => UpdateRenterPayload, {
    description: 'Changes a renter. Publishes renter.updated if anything changed.',
  })
  async updateRenter(
    @Arg('input', () => UpdateRenterInput) input: UpdateRenterInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<UpdateRenterPayload> {
    return toPayload(UpdateRenterPayload, async () => ({
      renter: toRenterType(await updateRenter(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  @Authorized<Scope>('inventory:write')
  @Fails('NOT_FOUND', 'CONFLICT')
  @Mutation(() => DeleteRenterPayload, {
    description: 'Deletes a renter without RESERVED or ACTIVE rents. Publishes renter.deleted.',
  })
  async deleteRenter(
    @Arg('input', () => DeleteRenterInput) input: DeleteRenterInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<DeleteRenterPayload> {
    return toPayload(DeleteRenterPayload, async () => {
      await deleteRenter(this.#dependencies, em, viewer.workspaceId, input);
      return { deletedId: input.renterId };
    });
  }
}
