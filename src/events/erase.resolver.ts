import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WakeUps } from '../db/index.ts';
import { Fails, toPayload } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { eraseEvent } from './erase-event.ts';
import { EraseEventInput, EraseEventPayload } from './erase.type.ts';
import { toEventType } from './event.type.ts';

/** The mutation that removes the text of an event. */
@Resolver()
export class EraseResolver {
  readonly #wakeUps: Pick<WakeUps, 'wake'>;

  constructor({ wakeUps }: { wakeUps: Pick<WakeUps, 'wake'> }) {
    this.#wakeUps = wakeUps;
  }

  @Authorized<Scope>('webhooks:write')
  @Fails('NOT_FOUND')
  @Mutation(() => EraseEventPayload, {
    description:
      'Removes the text of an event for good: its payload, and the responses to its requests, which may repeat it. The rows stay in the log. Waiting deliveries end as PAYLOAD_ERASED; a request in flight finishes, and its response is not stored. No request with the text starts later than a second after the answer.',
  })
  async eraseEvent(
    @Arg('input', () => EraseEventInput) { eventId }: EraseEventInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<EraseEventPayload> {
    return toPayload(EraseEventPayload, async () => ({
      event: toEventType(await eraseEvent(em, this.#wakeUps, viewer.workspaceId, eventId)),
    }));
  }
}
