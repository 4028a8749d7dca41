import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { Fails } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { enableWebhook, pauseWebhook, resumeWebhook } from './change-webhook-state.ts';
import { createToChangePayload } from './create-to-change-payload.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import {
  EnableWebhookInput,
  PauseWebhookInput,
  ResumeWebhookInput,
} from './one-webhook-inputs.type.ts';
import {
  EnableWebhookPayload,
  PauseWebhookPayload,
  ResumeWebhookPayload,
} from './webhook-payloads.type.ts';
import { toWebhookType } from './webhook.type.ts';

/** Pauses, resumes and enables webhooks. */
@Resolver()
export class WebhookStateResolver {
  readonly #dependencies: WebhookDependencies;
  readonly #toPayload: ReturnType<typeof createToChangePayload>;

  constructor(dependencies: WebhookDependencies) {
    this.#dependencies = dependencies;
    this.#toPayload = createToChangePayload(dependencies);
  }

  /** Waiting deliveries are kept unless the webhook is disabled or suspended in the meantime. */
  @Authorized<Scope>('webhooks:write')
  @Fails('NOT_FOUND')
  @Mutation(() => PauseWebhookPayload, {
    description:
      'Pauses a webhook: new deliveries wait for `resumeWebhook`. A DISABLED or SUSPENDED webhook gets no deliveries and its waiting ones end as FAILED; when that state ends, the webhook is PAUSED.',
  })
  async pauseWebhook(
    @Arg('input', () => PauseWebhookInput) input: PauseWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<PauseWebhookPayload> {
    return this.#toPayload(PauseWebhookPayload, async () => ({
      webhook: toWebhookType(await pauseWebhook(this.#dependencies, em, viewer.workspaceId, input)),
    }));
  }

  /** Sends the waiting deliveries. */
  @Authorized<Scope>('webhooks:write')
  @Fails('NOT_FOUND')
  @Mutation(() => ResumeWebhookPayload, {
    description:
      'Resumes a paused webhook and releases its waiting deliveries, or returns how many would be released. No effect on a webhook that is not paused. A DISABLED or SUSPENDED webhook releases none; it only stops being paused.',
  })
  async resumeWebhook(
    @Arg('input', () => ResumeWebhookInput) input: ResumeWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<ResumeWebhookPayload> {
    return this.#toPayload(ResumeWebhookPayload, async () => {
      const resumed = await resumeWebhook(this.#dependencies, em, viewer.workspaceId, input);
      return { ...resumed, webhook: toWebhookType(resumed.webhook) };
    });
  }

  /** Reverses a disabling by us. */
  @Authorized<Scope>('webhooks:write')
  @Fails('NOT_FOUND')
  @Mutation(() => EnableWebhookPayload, {
    description: 'Enables a webhook that we disabled. If a user paused it, it becomes PAUSED.',
  })
  async enableWebhook(
    @Arg('input', () => EnableWebhookInput) input: EnableWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<EnableWebhookPayload> {
    return this.#toPayload(EnableWebhookPayload, async () => ({
      webhook: toWebhookType(
        await enableWebhook(this.#dependencies, em, viewer.workspaceId, input),
      ),
    }));
  }
}
