import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { answer } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { enableWebhook } from './enable-webhook.ts';
import { pauseWebhook } from './pause-webhook.ts';
import { resumeWebhook } from './resume-webhook.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import {
  EnableWebhookInput,
  PauseWebhookInput,
  ResumeWebhookInput,
} from './webhook-inputs.type.ts';
import {
  EnableWebhookPayload,
  PauseWebhookPayload,
  ResumeWebhookPayload,
} from './webhook-payloads.type.ts';
import { toWebhookType } from './webhook.type.ts';

/** Stopping webhooks and letting them go again. */
@Resolver()
export class WebhookStateResolver {
  readonly #dependencies: WebhookDependencies;

  constructor(dependencies: WebhookDependencies) {
    this.#dependencies = dependencies;
  }

  /** What waits is kept unless the webhook is disabled or suspended meanwhile. */
  @Authorized<Scope>('webhooks:write')
  @Mutation(() => PauseWebhookPayload, {
    description:
      'Holds deliveries back: they are made, and wait for `resumeWebhook`. While a webhook is DISABLED or SUSPENDED it gets no deliveries, and those that wait end as FAILED; once it is enabled, it is PAUSED.',
  })
  async pauseWebhook(
    @Arg('input', () => PauseWebhookInput) input: PauseWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<PauseWebhookPayload> {
    return answer(PauseWebhookPayload, async () => ({
      webhook: toWebhookType(await pauseWebhook(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  /** Sends what waited. */
  @Authorized<Scope>('webhooks:write')
  @Mutation(() => ResumeWebhookPayload, {
    description:
      'Lets the deliveries of a paused webhook go, or tells how many would go. A webhook that is not paused stays as it is: nothing waits for this call. From a DISABLED or SUSPENDED one none go; it only stops being paused.',
  })
  async resumeWebhook(
    @Arg('input', () => ResumeWebhookInput) input: ResumeWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<ResumeWebhookPayload> {
    return answer(ResumeWebhookPayload, async () => {
      const resumed = await resumeWebhook(this.#dependencies, em, viewer.workspaceId, input);
      return { ...resumed, webhook: toWebhookType(resumed.webhook) };
    });
  }

  /** Takes back that we disabled it. */
  @Authorized<Scope>('webhooks:write')
  @Mutation(() => EnableWebhookPayload, {
    description: 'Takes back that we disabled a webhook. It is PAUSED then if a user paused it.',
  })
  async enableWebhook(
    @Arg('input', () => EnableWebhookInput) input: EnableWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<EnableWebhookPayload> {
    return answer(EnableWebhookPayload, async () => ({
      webhook: toWebhookType(
        await enableWebhook(this.#dependencies, em, viewer.workspaceId, input),
      ),
    }));
  }
}
