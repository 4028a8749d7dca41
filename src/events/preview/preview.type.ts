import 'reflect-metadata';
import { Extensions, Field, InputType, ObjectType } from 'type-graphql';
import { WebhookFilterInput } from '../../filters/index.ts';
import { describeLongText, Payload, payloadKib } from '../../kernel/graphql/index.ts';
import { WebhookFormat } from '../../webhooks/index.ts';
import { EventType, toEventType } from '../event.type.ts';
import type { PreviewedEvent } from './preview-webhook.ts';

@InputType({ description: 'Settings of a webhook that are tried before they are saved.' })
export class PreviewWebhookInput {
  @Field(() => [String], { description: 'As in `CreateWebhookInput`.' })
  events!: string[];

  @Field(() => WebhookFilterInput, { nullable: true, description: 'Null or empty: all events.' })
  filter?: WebhookFilterInput | null;

  @Field(() => WebhookFormat, {
    nullable: true,
    defaultValue: WebhookFormat.JSON,
    description: 'What the bodies look like. It is not compared with a URL.',
  })
  format?: WebhookFormat | null;

  @Field(() => String, {
    nullable: true,
    description: 'For chat formats only. Null or empty: the notice of each event.',
  })
  messageText?: string | null;
}

@ObjectType('PreviewedEvent', {
  description: 'An event of the past, and what a webhook with the given settings would do with it.',
})
export class PreviewedEventType {
  @Field(() => EventType, { description: 'Not a test, and not erased.' })
  event!: EventType;

  @Field(() => Boolean, { description: 'Whether the webhook would get it.' })
  isMatch!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'The first part of the filter that the event does not match, as in `EventWebhook.clause`. Null if it matches, and if its type is not among the `events`.',
  })
  clause!: string | null;

  /** Not a field. */
  makeBody!: () => Promise<string | null>;

  /** Made only when it is asked for. */
  @Extensions({ textKib: payloadKib })
  @Field(() => String, {
    nullable: true,
    description: `The body of the request; null if \`isMatch\` is false. ${describeLongText(payloadKib)}`,
  })
  get body(): Promise<string | null> {
    return this.makeBody();
  }
}

@ObjectType({ description: 'What a webhook with the given settings would do.' })
export class WebhookPreview extends Payload {
  @Field(() => [PreviewedEventType], {
    nullable: true,
    description: 'The events that were tried, newest first. Null if the settings are not valid.',
  })
  events?: PreviewedEventType[] | null;
}

export function toPreviewedEventType({ event, ...rest }: PreviewedEvent): PreviewedEventType {
  return Object.assign(new PreviewedEventType(), { ...rest, event: toEventType(event) });
}
