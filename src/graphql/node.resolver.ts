import 'reflect-metadata';
import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { AccessError, decodeId, prefixOf } from '../kernel/index.ts';
import { NodeType } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, NodeFinder } from '../workspaces/index.ts';

/** Relay's object identification: anything but a workspace by its id. */
@Resolver()
export class NodeResolver {
  readonly #finders: readonly NodeFinder[];

  /** Each finder returns an instance of the class that carries `@ObjectType`, or its type cannot be told. */
  constructor(finders: readonly NodeFinder[]) {
    this.#finders = finders;
  }

  /** Null for what is malformed, does not exist or belongs to another workspace. */
  @Authorized()
  @Query(() => NodeType, {
    nullable: true,
    description: 'Finds an object by its id; needs the scope that reading the object needs.',
  })
  async node(
    @Arg('id', () => ID) id: string,
    @Ctx() context: AuthorizedContext,
  ): Promise<object | null> {
    const finder = this.#finders.find(({ prefix }) => prefix === prefixOf(id));
    const uuid = finder && decodeId(finder.prefix, id);
    if (!finder || !uuid) return null;
    if (!context.viewer.scopes.has(finder.scope)) {
      throw new AccessError('FORBIDDEN', `The token lacks the scope ${finder.scope}.`);
    }
    return finder.find(context, uuid);
  }
}
