import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { webhookById, WebhookType } from '../webhooks/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { DeliveryType } from './delivery.type.ts';

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
}
