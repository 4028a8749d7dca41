import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { badInput } from '../../src/kernel/graphql/index.ts';
import type { AuthorizedContext } from '../../src/workspaces/index.ts';
import type { StreamEvent, Streams } from './streams.ts';

@InputType('ProbeInput')
export class ProbeInput {
  @Field(() => String)
  name!: string;

  @Field(() => Int)
  count!: number;

  @Field(() => GraphQLDateTime, { nullable: true })
  at?: Date | null;
}

@ObjectType('Tree')
export class Tree {
  @Field(() => String)
  name!: string;

  @Field(() => Tree)
  child!: Tree;
}

@ObjectType('Tick')
export class Tick {
  @Field(() => Int)
  number!: number;

  /** Identifies the entity manager. */
  @Field(() => Int)
  manager!: number;

  @Field(() => Date)
  at!: Date;
}

/**
 * Fields that fail in every way that the server has to cope with. One class per server, since
 * type-graphql calls `subscribe` without an instance.
 */
export function createProbeResolvers(streams: Streams): object[] {
  return [createProbeResolver(streams), createProbeSubscriptions(streams)];
}

function createProbeResolver(streams: Streams): object {
  @Resolver(() => Tree)
  class ProbeResolver {
    readonly #shared = new Error('hunter2 is the password');

    @Authorized()
    @Query(() => String)
    greeting(@Ctx() { viewer }: AuthorizedContext): string {
      return `Hello ${viewer.workspaceId}`;
    }

    @Authorized('webhooks:read')
    @Query(() => String)
    scoped(): string {
      return 'scoped';
    }

    @Authorized()
    @Query(() => String, { nullable: true })
    broken(): string {
      throw this.#shared;
    }

    @Authorized()
    @Query(() => String, { nullable: true })
    unavailable(): string {
      throw Object.assign(new Error('gone'), { code: '57P01' }); // PostgreSQL is shutting down
    }

    @Authorized()
    @Query(() => String, { nullable: true })
    refused(): string {
      throw badInput('`first` must be from 1 to 100.');
    }

    @Authorized()
    @Query(() => String, { nullable: true })
    async queryBroken(@Ctx() { em }: AuthorizedContext): Promise<string> {
      await em.execute(`select 'whsec_in_a_statement' from no_such_table`);
      return 'never';
    }

    @Authorized()
    @Query(() => String)
    take(@Arg('input', () => ProbeInput) input: ProbeInput): string {
      return input.name;
    }

    @Authorized()
    @Query(() => Int)
    sum(@Arg('numbers', () => [Int]) numbers: number[]): number {
      return numbers.reduce((sum, number) => sum + number, 0);
    }

    @Authorized()
    @Query(() => [Tree])
    trees(@Arg('first', () => Int, { defaultValue: 20 }) first: number): Tree[] {
      return Array.from({ length: Math.min(first, 2) }, () => new Tree());
    }

    @FieldResolver(() => String)
    name(): string {
      return 'tree';
    }

    @FieldResolver(() => Tree)
    child(): Tree {
      return new Tree();
    }

    @FieldResolver(() => [Tree])
    children(@Arg('first', () => Int, { defaultValue: 20 }) _first: number): Tree[] {
      return [new Tree()];
    }

    @Authorized()
    @Query(() => String)
    async gated(): Promise<string> {
      streams.waiting.resolve(undefined);
      return streams.gate.promise;
    }

    @Authorized()
    @Query(() => String)
    large(@Arg('bytes', () => Int) bytes: number): string {
      return 'x'.repeat(bytes);
    }

    /** Waits while another transaction has locked the row of the workspace. */
    @Authorized()
    @Mutation(() => String)
    async rename(@Ctx() { em, viewer }: AuthorizedContext): Promise<string> {
      await em.execute('update workspaces set name = name where id = ?', [viewer.workspaceId]);
      return 'renamed';
    }

    @Authorized()
    @Mutation(() => String)
    touchUnavailable(): string {
      return this.unavailable();
    }

    @Authorized()
    @Mutation(() => String)
    touch(): string {
      return 'touched';
    }
  }

  return new ProbeResolver();
}

/** Subscriptions that fail in every way. */
function createProbeSubscriptions(streams: Streams): object {
  const openTicks = () => streams.stream((count) => (count > 3 ? 'end' : count));

  @Resolver()
  class ProbeSubscriptions {
    @Authorized()
    @Subscription(() => Tick, { subscribe: openTicks })
    ticks(@Root() { number }: StreamEvent, @Ctx() { em }: AuthorizedContext): Tick {
      return { number, manager: em.id, at: new Date(0) };
    }

    @Authorized('webhooks:read')
    @Subscription(() => Int, { subscribe: openTicks })
    scopedTicks(@Root() { number }: StreamEvent): number {
      return number;
    }

    @Authorized()
    @Subscription(() => Int, { nullable: true, subscribe: openTicks })
    brokenTicks(): number {
      throw new Error('hunter2 is the password');
    }

    @Authorized()
    @Subscription(() => Int, { subscribe: () => streams.stream(() => fail()) })
    brokenSource(@Root() { number }: StreamEvent): number {
      return number;
    }

    @Authorized()
    @Subscription(() => Int, {
      subscribe: () => streams.stream(() => 'wait' as const),
    })
    idle(@Root() { number }: StreamEvent): number {
      return number;
    }

    @Authorized()
    @Subscription(() => String, { subscribe: () => streams.listen() })
    told(
      @Root() { number }: StreamEvent,
      @Arg('length', () => Int, { defaultValue: 0 }) length: number,
      @Ctx() { viewer }: AuthorizedContext,
    ): string {
      streams.toldCount += 1;
      if (length < 0) throw new Error('hunter2 is the password');
      return `${viewer.workspaceId} ${number}${' '.repeat(length)}`;
    }

    /** Costs as much as the pages of its tree. */
    @Authorized()
    @Subscription(() => Tree, { subscribe: () => streams.listen() })
    grown(@Root() _event: StreamEvent): Tree {
      streams.toldCount += 1;
      return new Tree();
    }

    @Authorized()
    @Subscription(() => String, {
      subscribe: () => streams.stream((count) => count),
    })
    flood(@Arg('bytes', () => Int) bytes: number): string {
      return 'x'.repeat(bytes);
    }
  }

  return new ProbeSubscriptions();
}

function fail(): never {
  throw new Error('hunter2 is the password');
}
