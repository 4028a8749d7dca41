import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { answer, loadConnection, PageArgs, type Connection } from '../../kernel/graphql/index.ts';
import { decodeId, IdPrefix } from '../../kernel/index.ts';
import type { AuthorizedContext, Scope } from '../../workspaces/index.ts';
import type { InventoryDependencies } from '../inventory-dependencies.ts';
import { createItem } from './create-item.ts';
import { deleteItem } from './delete-item.ts';
import { ItemEntity } from './item.entity.ts';
import {
  CreateItemInput,
  CreateItemPayload,
  DeleteItemInput,
  DeleteItemPayload,
  ItemConnectionType,
  ItemType,
  toItemType,
  UpdateItemInput,
  UpdateItemPayload,
} from './item.type.ts';
import { itemById } from './load-item.ts';
import { updateItem } from './update-item.ts';

/** Items in the API, on every plan. */
@Resolver()
export class ItemResolver {
  readonly #dependencies: InventoryDependencies;

  constructor(dependencies: InventoryDependencies) {
    this.#dependencies = dependencies;
  }

  @Authorized<Scope>('inventory:read')
  @Query(() => ItemConnectionType, { description: 'The items of the workspace, newest first.' })
  async items(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { em, viewer: { workspaceId } }: AuthorizedContext,
  ): Promise<Connection<ItemType>> {
    return loadConnection(
      page,
      (keyset) => em.findByCursor(ItemEntity, { where: { workspaceId }, ...keyset }),
      toItemType,
    );
  }

  @Authorized<Scope>('inventory:read')
  @Query(() => ItemType, {
    nullable: true,
    description: 'Null for what does not exist, is deleted or belongs to another workspace.',
  })
  async item(
    @Arg('id', () => ID) id: string,
    @Ctx() context: AuthorizedContext,
  ): Promise<ItemType | null> {
    const uuid = decodeId(IdPrefix.item, id);
    return uuid === null ? null : itemById(context).load(uuid);
  }

  @Authorized<Scope>('inventory:write')
  @Mutation(() => CreateItemPayload, { description: 'Adds an item: item.created.' })
  async createItem(
    @Arg('input', () => CreateItemInput) input: CreateItemInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<CreateItemPayload> {
    return answer(CreateItemPayload, async () => ({
      item: toItemType(await createItem(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  @Authorized<Scope>('inventory:write')
  @Mutation(() => UpdateItemPayload, {
    description: 'Changes an item: item.updated when something changed, and item.low_stock.',
  })
  async updateItem(
    @Arg('input', () => UpdateItemInput) input: UpdateItemInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<UpdateItemPayload> {
    return answer(UpdateItemPayload, async () => ({
      item: toItemType(await updateItem(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  @Authorized<Scope>('inventory:write')
  @Mutation(() => DeleteItemPayload, {
    description: 'Deletes an item that no RESERVED or ACTIVE rent has: item.deleted.',
  })
  async deleteItem(
    @Arg('input', () => DeleteItemInput) input: DeleteItemInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<DeleteItemPayload> {
    return answer(DeleteItemPayload, async () => {
      await deleteItem(this.#dependencies, em, viewer.workspaceId, input);
      return { deletedId: input.itemId };
    });
  }
}
