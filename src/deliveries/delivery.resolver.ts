import 'reflect-metadata';
import { GraphQLJSON } from 'graphql-scalars';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { EntityManager } from '../db/index.ts';
import { createRequestLoader } from '../kernel/graphql/index.ts';
import { webhookById, WebhookType } from '../webhooks/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { AttemptType, toAttemptType } from './attempt.type.ts';
import { DeliveryType } from './delivery.type.ts';
import { loadAttempts } from './load-attempts.ts';
import { mayRead, nullForWriters } from './may-read.ts';

/** Loads the attempts of all deliveries in a response with one statement, without a check of the workspace. */
const attemptsByDelivery = createRequestLoader<EntityManager, AttemptType[]>(async (em, uuids) => {
  const found = await loadAttempts(em, uuids);
  return new Map([...found].map(([uuid, attempts]) => [uuid, attempts.map(toAttemptType)]));
});

/** Fields of a delivery from other tables, for a delivery that the viewer may see. */
@Resolver(() => DeliveryType)
export class DeliveryResolver {
  @FieldResolver(() => WebhookType, {
    nullable: true,
    description: 'Null when the webhook was deleted.',
  })
  async webhook(
    @Root() { webhookUuid }: DeliveryType,
    @Ctx() context: AuthorizedContext,
  ): Promise<WebhookType | null> {
    return webhookById(context).load(webhookUuid);
  }

  @FieldResolver(() => [AttemptType], {
    description: 'Ordered by number. Empty, without an error, if the token lacks `webhooks:read`.',
  })
  async attempts(
    @Root() { uuid }: DeliveryType,
    @Ctx() context: AuthorizedContext,
  ): Promise<AttemptType[]> {
    if (!mayRead(context)) return [];
    return (await attemptsByDelivery(context.em).load(uuid)) ?? [];
  }

  @FieldResolver(() => GraphQLJSON, {
    nullable: true,
    description: `The headers of the last attempt, as sent. Null before the first attempt and if the last is OUTCOME_UNKNOWN. ${nullForWriters}`,
  })
  async requestHeaders(
    @Root() delivery: DeliveryType,
    @Ctx() context: AuthorizedContext,
  ): Promise<Readonly<Record<string, string>> | null> {
    return (await this.attempts(delivery, context)).at(-1)?.requestHeaders ?? null;
  }
}
