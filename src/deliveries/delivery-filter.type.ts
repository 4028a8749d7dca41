import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { DeliveryStatus, DeliveryTrigger, ResponseStatusClass } from './delivery-status.ts';
import { ErrorCode } from './error-code.ts';

registerEnumType(ResponseStatusClass, {
  name: 'ResponseStatusClass',
  description: 'The first digit of the HTTP status that the receiver returned.',
  valuesConfig: {
    STATUS_2XX: { description: '200 to 299: the attempt succeeded.' },
    STATUS_3XX: { description: '300 to 399: a redirect, which is not followed.' },
    STATUS_4XX: { description: '400 to 499: the receiver refused the request.' },
    STATUS_5XX: { description: '500 to 599: the receiver failed.' },
    NO_RESPONSE: { description: 'No complete response head was received, or no attempt was made.' },
  },
});

/** Selects deliveries of a workspace, in lists, counts, recoveries and live updates. */
@InputType({
  description:
    'Fields that are null or left out are ignored; all others must match. A list has 1 to 100 values, and matches if one of them does. Fields that contradict each other, such as SUCCEEDED and a response of 503, are INVALID_INPUT.',
})
export class DeliveryFilter {
  @Field(() => [ID], {
    nullable: true,
    description: 'The log of a deleted webhook stays available. An unknown id matches nothing.',
  })
  webhookIds?: string[] | null;

  @Field(() => [DeliveryStatus], {
    nullable: true,
    description: 'The present status. For an open list of failures, use FAILED.',
  })
  statuses?: DeliveryStatus[] | null;

  @Field(() => [DeliveryTrigger], {
    nullable: true,
    description: 'Why the deliveries exist. Leave TEST out of the list to hide tests.',
  })
  triggers?: DeliveryTrigger[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Names from `eventTypes`. Any other name is the error UNKNOWN_EVENT_TYPE.',
  })
  eventTypes?: string[] | null;

  @Field(() => [ErrorCode], {
    nullable: true,
    description: 'The error of the last attempt. A delivery without attempts has none.',
  })
  errorCodes?: ErrorCode[] | null;

  @Field(() => [ResponseStatusClass], {
    nullable: true,
    description: 'The class of `responseStatus`.',
  })
  responseStatusClasses?: ResponseStatusClass[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The status of the last attempt, 200 to 999, such as 503.',
  })
  responseStatus?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The event, as in the header `webhook-id`. An unknown id matches nothing.',
  })
  eventId?: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Created at this time or later.',
  })
  createdAfter?: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Created before this time, exclusive.',
  })
  createdBefore?: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      '1 to 200 characters that the payload contains, in upper or lower case. No character has a special meaning. The payload is searched as JSON text: `"` and `\\` within a value stand there as `\\"` and `\\\\`. It is the slowest filter: a page checks at most 3,000 deliveries and 4 MiB of payloads; see `searchedUntil`.',
  })
  text?: string | null;
}
