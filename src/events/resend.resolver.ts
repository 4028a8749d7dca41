import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { toDeliveryType } from '../deliveries/index.ts';
import { Fails, toPayload } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { resendDelivery, type ResendDependencies } from './resend-delivery.ts';
import { ResendDeliveryInput, ResendDeliveryPayload } from './resend.type.ts';

/** The mutation that sends an event to a webhook again. */
@Resolver()
export class ResendResolver {
  readonly #dependencies: ResendDependencies;

  constructor(dependencies: ResendDependencies) {
    this.#dependencies = dependencies;
  }

  @Authorized<Scope>('webhooks:write')
  @Fails('PLAN_UPGRADE_REQUIRED', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED')
  @Mutation(() => ResendDeliveryPayload, {
    description:
      'Makes a new delivery of the same event, with the same body and `webhook-id`, for the same webhook. CONFLICT while another delivery of the event to the webhook has not ended, and when the event is no longer kept. If the webhook is paused, the delivery is sent after a resume.',
  })
  async resendDelivery(
    @Arg('input', () => ResendDeliveryInput) { deliveryId }: ResendDeliveryInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<ResendDeliveryPayload> {
    return toPayload(ResendDeliveryPayload, async () => {
      const { workspaceId } = viewer;
      const delivery = await resendDelivery(this.#dependencies, em, workspaceId, deliveryId);
      return { delivery: toDeliveryType(delivery) };
    });
  }
}
