import 'reflect-metadata';
import { Field, ID, InputType } from 'type-graphql';
import { decodeId, IdPrefix } from '../kernel/index.ts';
import { DeliveryStatus, DeliveryTrigger } from './delivery-status.ts';

/** Which deliveries of the workspace to list. */
@InputType({ description: 'What is left out or null does not matter; the rest applies together.' })
export class DeliveryFilter {
  @Field(() => ID, {
    nullable: true,
    description:
      'A deleted webhook keeps its log; an id that the workspace does not have has none.',
  })
  webhookId?: string | null;

  @Field(() => DeliveryStatus, { nullable: true })
  status?: DeliveryStatus | null;

  @Field(() => DeliveryTrigger, { nullable: true })
  trigger?: DeliveryTrigger | null;

  @Field(() => String, { nullable: true, description: 'The name of an event type.' })
  eventType?: string | null;
}

/** No webhook has it, so nothing meets a filter by what is no webhook id. */
const nilId = '00000000-0000-0000-0000-000000000000';

/** The filter as a condition on rows, always within the workspace. */
export function toCondition(workspaceId: string, filter: DeliveryFilter) {
  const { webhookId, status, trigger, eventType } = filter;
  return {
    workspaceId,
    ...(webhookId != null && { webhookId: decodeId(IdPrefix.webhook, webhookId) ?? nilId }),
    ...(status != null && { status }),
    ...(trigger != null && { trigger }),
    ...(eventType != null && { eventType }),
  };
}
