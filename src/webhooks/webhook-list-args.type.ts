import 'reflect-metadata';
import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import { textCharactersMax } from '../kernel/index.ts';
import { OrderDirection, PageArgs } from '../kernel/graphql/index.ts';
import { WebhookOrderField } from './webhook-order.ts';
import { WebhookStatus } from './webhook-status.ts';

registerEnumType(WebhookOrderField, {
  name: 'WebhookOrderField',
  description: 'A field by which webhooks are sorted. Equal ones are sorted by their creation.',
  valuesConfig: {
    NAME: { description: 'Upper and lower case alike. ASC unless said otherwise.' },
    CREATED_AT: { description: 'DESC unless said otherwise: the newest first.' },
    LAST_DELIVERY_AT: {
      description:
        'By `lastDeliveryAt`. DESC unless said otherwise: those without deliveries come last.',
    },
    FAILING_FIRST: {
      description:
        'By `health.failingSince`. ASC unless said otherwise: those that have been failing longest come first, those that do not fail last.',
    },
  },
});

@InputType({ description: 'The order of webhooks.' })
class WebhookOrder {
  @Field(() => WebhookOrderField, {
    nullable: true,
    defaultValue: WebhookOrderField.CREATED_AT,
    description: 'Cursors of one field are not valid for another.',
  })
  field?: WebhookOrderField | null;

  @Field(() => OrderDirection, {
    nullable: true,
    description: 'When it is left out, the usual direction of the field.',
  })
  direction?: OrderDirection | null;
}

/** Selects a page of webhooks. */
@ArgsType()
export class WebhookListArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: `A part of the name, the URL or the description, in upper or lower case; at most ${textCharactersMax} characters.`,
  })
  search?: string | null;

  @Field(() => [WebhookStatus], {
    nullable: true,
    description: '1 to 100 values, of which one must match.',
  })
  statuses?: WebhookStatus[] | null;

  @Field(() => WebhookOrder, { nullable: true, description: 'Newest first when it is left out.' })
  orderBy?: WebhookOrder | null;
}
