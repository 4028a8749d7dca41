import 'reflect-metadata';
import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { AccessError, decodeId, prefixOf } from '../kernel/index.ts';
import { NodeType } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, NodeFinder } from '../workspaces/index.ts';

/** Relay's object identification: finds any object except a workspace by its id. */
@Resolver()
export class NodeResolver {
  readonly #finders: readonly NodeFinder[];

  /** Each finder must return an instance of the class with `@ObjectType`, from which the type is resolved. */
  constructor({ finders }: { finders: readonly NodeFinder[] }) {
    this.#finders = finders;
  }

  /** Null for an id that is malformed, unknown or of another workspace. */
  @Authorized()
  @Query(() => NodeType, {
    nullable: true,
    description:
      'Finds an object by its id. Also requires the scope for reading that object; FORBIDDEN without it.',
  })
  async node(
    @Arg('id', () => ID, {
      description:
        'The `id` of any object that implements `Node`. Its prefix says which kind it is; an unknown id gives null.',
    })
    id: string,
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
