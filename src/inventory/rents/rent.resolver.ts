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
import { changeRentStatus } from './change-rent-status.ts';
import { createRent } from './create-rent.ts';
import { deleteRent } from './delete-rent.ts';
import { findRent } from './find-rent.ts';
import {
  ChangeRentStatusInput,
  ChangeRentStatusPayload,
  CreateRentInput,
  CreateRentPayload,
  DeleteRentInput,
  DeleteRentPayload,
  UpdateRentInput,
  UpdateRentPayload,
} from './rent-mutations.type.ts';
import { RentEntity } from './rent.entity.ts';
import { RentConnectionType, RentType, toRentType } from './rent.type.ts';
import { updateRent } from './update-rent.ts';

/** Rents in the API, on every plan. */
@Resolver()
export class RentResolver {
  readonly #dependencies: InventoryDependencies;

  constructor(dependencies: InventoryDependencies) {
    this.#dependencies = dependencies;
  }

  @Authorized<Scope>('inventory:read')
  @Query(() => RentConnectionType, { description: 'The rents of the workspace, newest first.' })
  async rents(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, viewer: { workspaceId } }: AuthorizedContext,
  ): Promise<Connection<RentType>> {
    return loadConnection(
      page,
      (keyset) => em.find(RentEntity, { workspaceId, ...beyond(keyset) }, inOrder(keyset)),
      toRentType,
      { workspaceId, list: { name: 'rents' } },
    );
  }

  @Authorized<Scope>('inventory:read')
  @Query(() => RentType, {
    nullable: true,
    description: 'Null when it does not exist, is deleted or belongs to another workspace.',
  })
  async rent(
    @Arg('id', () => ID, { description: 'Begins with `rnt_`. Any other text gives null.' })
    id: string,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<RentType | null> {
    const uuid = decodeId(IdPrefix.rent, id);
    const rent = uuid === null ? null : await findRent(em, viewer.workspaceId, uuid);
    return rent && toRentType(rent);
  }

  @Authorized<Scope>('inventory:write')
  @Fails('INVALID_INPUT', 'NOT_FOUND')
  @Mutation(() => CreateRentPayload, {
    description: 'Creates a RESERVED rent. Publishes rent.created.',
  })
  async createRent(
    @Arg('input', () => CreateRentInput) input: CreateRentInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<CreateRentPayload> {
    return toPayload(CreateRentPayload, async () => ({
      rent: toRentType(await createRent(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  @Authorized<Scope>('inventory:write')
  @Fails('INVALID_INPUT', 'NOT_FOUND', 'CONFLICT')
  @Mutation(() => UpdateRentPayload, {
    description: 'Changes a rent except its status. Publishes rent.updated if anything changed.',
  })
  async updateRent(
    @Arg('input', () => UpdateRentInput) input: UpdateRentInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<UpdateRentPayload> {
    return toPayload(UpdateRentPayload, async () => ({
      rent: toRentType(await updateRent(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  @Authorized<Scope>('inventory:write')
  @Fails('NOT_FOUND', 'CONFLICT')
  @Mutation(() => ChangeRentStatusPayload, {
    description:
      'Changes the status of a rent and moves its pieces out of stock or back. Publishes rent.status_changed, and item.low_stock if the stock becomes low.',
  })
  async changeRentStatus(
    @Arg('input', () => ChangeRentStatusInput) input: ChangeRentStatusInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<ChangeRentStatusPayload> {
    return toPayload(ChangeRentStatusPayload, async () => ({
      rent: toRentType(await changeRentStatus(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  @Authorized<Scope>('inventory:write')
  @Fails('NOT_FOUND', 'CONFLICT')
  @Mutation(() => DeleteRentPayload, {
    description: 'Deletes a rent that is not ACTIVE. Publishes rent.deleted.',
  })
  async deleteRent(
    @Arg('input', () => DeleteRentInput) input: DeleteRentInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<DeleteRentPayload> {
    return toPayload(DeleteRentPayload, async () => {
      await deleteRent(this.#dependencies, em, viewer.workspaceId, input);
      return { deletedId: input.rentId };
    });
  }
}
