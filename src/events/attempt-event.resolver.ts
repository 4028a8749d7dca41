import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { AttemptType } from '../deliveries/index.ts';
import { describeLongText, payloadKib } from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { eventById } from './load-event.ts';

/** The field of an attempt that needs the body of its event. */
@Resolver(() => AttemptType)
export class AttemptEventResolver {
  /** Not stored: it would keep each body once more for every attempt. */
  @Extensions({ textKib: payloadKib })
  @FieldResolver(() => String, {
    nullable: true,
    description: `The exact text that \`webhook-signature\` signs: id, timestamp and body, joined by dots. Null for OUTCOME_UNKNOWN and once the event has been deleted or erased. ${describeLongText(payloadKib)}`,
  })
  async signedContent(
    @Root() { requestHeaders, eventUuid }: AttemptType,
    @Ctx() { em }: AuthorizedContext,
  ): Promise<string | null> {
    if (requestHeaders === null) return null;
    const body = (await eventById(em).load(eventUuid))?.body;
    const { 'webhook-id': id, 'webhook-timestamp': timestamp } = requestHeaders;
    return id && timestamp && body ? `${id}.${timestamp}.${body}` : null;
  }
}
