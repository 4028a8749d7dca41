import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { toDeliveryType } from '../deliveries/index.ts';
import { answer } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { resendDelivery, type ResendDependencies } from './resend-delivery.ts';
import { ResendDeliveryInput, ResendDeliveryPayload } from './resend.type.ts';

/** Sending again what was sent before. */
@Resolver()
export class ResendResolver {
  readonly #dependencies: ResendDependencies;

  constructor(dependencies: ResendDependencies) {
    this.#dependencies = dependencies;
  }

  @Authorized<Scope>('webhooks:write')
  @Mutation(() => ResendDeliveryPayload, {
    description:
      'Makes a new delivery of the same event, with the same body and `webhook-id`, for the same webhook. A paused webhook gets it when it is resumed.',
  })
  async resendDelivery(
    @Arg('input', () => ResendDeliveryInput) { deliveryId }: ResendDeliveryInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<ResendDeliveryPayload> {
    return answer(ResendDeliveryPayload, async () => {
      const { workspace } = viewer;
      if (!workspace) throw new Error('An authorised viewer has a workspace.');
      const delivery = await resendDelivery(this.#dependencies, em, workspace, deliveryId);
      return { delivery: toDeliveryType(delivery) };
    });
  }
}
