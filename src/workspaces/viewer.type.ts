import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { clockToleranceSeconds } from './claims.ts';
import type { Scope, Viewer } from './viewer.ts';

/** The viewer as the API shows it. */
@ObjectType('Viewer', { description: 'On whose behalf the request acts, as its token says.' })
export class ViewerType {
  @Field(() => [String], {
    description:
      'The rights of the token, such as `webhooks:write`. Scopes of other services are left out.',
  })
  scopes!: Scope[];

  @Field(() => GraphQLDateTime, {
    description: `When the token stops being accepted: ${clockToleranceSeconds} s after its \`exp\`, since clocks differ. A WebSocket ends then.`,
  })
  expiresAt!: Date;
}

/** Converts the viewer for the API. */
export function toViewerType({ scopes, expiresAt }: Viewer): ViewerType {
  return Object.assign(new ViewerType(), { scopes: [...scopes], expiresAt });
}
