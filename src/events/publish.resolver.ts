import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { toDeliveryType } from '../deliveries/index.ts';
import { Fails, toPayload } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import type { EntityManager } from '../db/index.ts';
import type { EventDraft } from './event-draft.ts';
import type { Event } from './event.ts';
import { toEventType } from './event.type.ts';
import { findEvents } from './find-events.ts';
import {
  PublishEventsInput,
  PublishEventsPayload,
  SendTestInput,
  SendTestPayload,
  type PublishEventInput,
} from './publish.type.ts';
import type { PublishedEvent } from './publish-events.ts';
import { sendTest, type SendTestDependencies } from './send-test.ts';

/** Mutations that publish events and test events. */
@Resolver()
export class PublishResolver {
  readonly #dependencies: SendTestDependencies;

  constructor(dependencies: SendTestDependencies) {
    this.#dependencies = dependencies;
  }

  @Authorized<Scope>('events:publish')
  @Fails('INVALID_INPUT', 'UNKNOWN_EVENT_TYPE', 'CONFLICT')
  @Mutation(() => PublishEventsPayload, {
    description: 'Publishes events of the workspace, all or nothing.',
  })
  async publishEvents(
    @Arg('input', () => PublishEventsInput) input: PublishEventsInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<PublishEventsPayload> {
    return toPayload(PublishEventsPayload, async () => {
      const drafts = input.events.map(toDraft);
      const published = await this.#dependencies.publishEvents(em, viewer.workspaceId, drafts);
      return { events: (await completeEvents(em, published)).map(toEventType) };
    });
  }

  @Authorized<Scope>('webhooks:write')
  @Fails('UNKNOWN_EVENT_TYPE', 'PLAN_UPGRADE_REQUIRED', 'NOT_FOUND', 'RATE_LIMITED')
  @Mutation(() => SendTestPayload, {
    description: "Sends an event type's sample to one webhook at once, in a single attempt.",
  })
  async sendTest(
    @Arg('input', () => SendTestInput) input: SendTestInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<SendTestPayload> {
    return toPayload(SendTestPayload, async () => {
      const delivery = await sendTest(this.#dependencies, em, viewer.workspaceId, input);
      return { delivery: toDeliveryType(delivery) };
    });
  }
}

/** Reads the events of known keys; the others are known from the call. */
async function completeEvents(
  em: EntityManager,
  published: readonly PublishedEvent[],
): Promise<Event[]> {
  const ids = published.flatMap(({ id, event }) => (event ? [] : [id]));
  const found = ids.length > 0 ? await findEvents(em, ids) : new Map<string, Event>();
  return published.flatMap(({ id, event }) => event ?? found.get(id) ?? []);
}

function toDraft({ type, data, occurredAt, idempotencyKey }: PublishEventInput): EventDraft {
  return {
    type,
    data,
    occurredAt: occurredAt ?? undefined,
    idempotencyKey: idempotencyKey ?? undefined,
  };
}
