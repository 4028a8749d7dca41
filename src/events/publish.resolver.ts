import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { toDeliveryType } from '../deliveries/index.ts';
import { toPayload } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import type { EventDraft } from './event-draft.ts';
import { toEventType } from './event.type.ts';
import { findEvents } from './load-event.ts';
import {
  PublishEventsInput,
  PublishEventsPayload,
  SendTestInput,
  SendTestPayload,
  type PublishEventInput,
} from './publish.type.ts';
import { sendTest, type SendTestDependencies } from './send-test.ts';

/** Mutations that publish events and test events. */
@Resolver()
export class PublishResolver {
  readonly #dependencies: SendTestDependencies;

  constructor(dependencies: SendTestDependencies) {
    this.#dependencies = dependencies;
  }

  @Authorized<Scope>('events:publish')
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
      const rows = await findEvents(
        em,
        published.map((event) => event.id),
      );
      const byId = new Map(rows.map((row) => [row.id, row]));
      return { events: published.flatMap(({ id }) => byId.get(id) ?? []).map(toEventType) };
    });
  }

  @Authorized<Scope>('webhooks:write')
  @Mutation(() => SendTestPayload, {
    description: "Sends an event type's sample to one webhook at once, in a single attempt.",
  })
  async sendTest(
    @Arg('input', () => SendTestInput) input: SendTestInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<SendTestPayload> {
    return toPayload(SendTestPayload, async () => {
      const { workspace } = viewer;
      if (!workspace) throw new Error('An authorised viewer has a workspace.');
      return { delivery: toDeliveryType(await sendTest(this.#dependencies, em, workspace, input)) };
    });
  }
}

function toDraft({ type, data, occurredAt, idempotencyKey }: PublishEventInput): EventDraft {
  return {
    type,
    data,
    occurredAt: occurredAt ?? undefined,
    idempotencyKey: idempotencyKey ?? undefined,
  };
}
