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
      (keyset) => em.find(ItemEntity, { workspaceId, ...beyond(keyset) }, inOrder(keyset)),
      toItemType,
      { workspaceId, list: { name: 'items' } },
    );
  }

  @Authorized<Scope>('inventory:read')
  @Query(() => ItemType, {
    nullable: true,
    description: 'Null when it does not exist, is deleted or belongs to another workspace.',
  })
  async item(
    @Arg('id', () => ID, { description: 'Begins with `itm_`. Any other text gives null.' })
    id: string,
    @Ctx() context: AuthorizedContext,
  ): Promise<ItemType | null> {
    const uuid = decodeId(IdPrefix.item, id);
    return uuid === null ? null : itemById(context).load(uuid);
  }

  @Authorized<Scope>('inventory:write')
  @Fails('INVALID_INPUT', 'CONFLICT')
  @Mutation(() => CreateItemPayload, { description: 'Creates an item. Publishes item.created.' })
  async createItem(
    @Arg('input', () => CreateItemInput) input: CreateItemInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<CreateItemPayload> {
    return toPayload(CreateItemPayload, async () => ({
      item: toItemType(await createItem(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  @Authorized<Scope>('inventory:write')
  @Fails('INVALID_INPUT', 'NOT_FOUND', 'CONFLICT')
  @Mutation(() => UpdateItemPayload, {
    description:
      'Changes an item. Publishes item.updated if anything changed, and item.low_stock if the stock becomes low.',
  })
  async updateItem(
    @Arg('input', () => UpdateItemInput) input: UpdateItemInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<UpdateItemPayload> {
    return toPayload(UpdateItemPayload, async () => ({
      item: toItemType(await updateItem(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  @Authorized<Scope>('inventory:write')
  @Fails('NOT_FOUND', 'CONFLICT')
  @Mutation(() => DeleteItemPayload, {
    description: 'Deletes an item that is in no RESERVED or ACTIVE rent. Publishes item.deleted.',
  })
  async deleteItem(
    @Arg('input', () => DeleteItemInput) input: DeleteItemInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<DeleteItemPayload> {
    return toPayload(DeleteItemPayload, async () => {
      await deleteItem(this.#dependencies, em, viewer.workspaceId, input);
      return { deletedId: input.itemId };
    });
  }
}
