import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Payload } from '../kernel/graphql/index.ts';
import type { WorkspaceDeletion } from '../workspaces/index.ts';

/** The largest Int of GraphQL. */
const intMax = 2 ** 31 - 1;

@ObjectType('WorkspaceDeletion', {
  description: 'The removal of a workspace with everything in it, in the background.',
})
export class WorkspaceDeletionType implements WorkspaceDeletion {
  @Field(() => ID, { description: "Stockaj's id of the workspace." })
  workspaceId!: string;

  @Field(() => GraphQLDateTime, { description: 'Since then its tokens are FORBIDDEN.' })
  requestedAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the last row was removed; the id can be used again from then on. Null before that.',
  })
  endedAt!: Date | null;

  @Field(() => Int, { description: 'Rows removed so far, such as events, attempts and items.' })
  removedCount!: number;
}

/** The deletion as the API shows it. */
export function toDeletionType(deletion: WorkspaceDeletion): WorkspaceDeletionType {
  const { workspaceId, requestedAt, endedAt, removedCount } = deletion;
  return { workspaceId, requestedAt, endedAt, removedCount: Math.min(removedCount, intMax) };
}

@InputType({ description: 'The workspace to delete with everything in it.' })
export class DeleteWorkspaceInput {
  @Field(() => ID, { description: "Stockaj's id of the workspace." })
  id!: string;
}

@ObjectType({ description: 'The deletion that `deleteWorkspace` began, or found under way.' })
export class DeleteWorkspacePayload extends Payload {
  @Field(() => WorkspaceDeletionType, {
    nullable: true,
    description: 'The progress so far. Call again, or read `workspaceDeletion(id:)`, to follow it.',
  })
  deletion?: WorkspaceDeletionType | null;
}
