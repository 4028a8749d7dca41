import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { Fails } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { secretWasShown } from './claim-key.ts';
import { checkNewWebhook, createWebhook, type WebhookWithSecret } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { endPreviousSecret } from './end-previous-secret.ts';
import { regenerateSecret } from './regenerate-secret.ts';
import { updateWebhook } from './update-webhook.ts';
import { createToChangePayload } from './create-to-change-payload.ts';
import {
  DeleteWebhookInput,
  EndPreviousSecretInput,
  RegenerateSecretInput,
} from './one-webhook-inputs.type.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import { CreateWebhookInput, UpdateWebhookInput } from './webhook-settings-inputs.type.ts';
import {
  CreateWebhookPayload,
  DeleteWebhookPayload,
  EndPreviousSecretPayload,
  RegenerateSecretPayload,
  UpdateWebhookPayload,
} from './webhook-payloads.type.ts';
import { toWebhookType } from './webhook.type.ts';

/** Creates, changes and deletes webhooks, and replaces their secrets. */
@Resolver()
export class WebhookSettingsResolver {
  readonly #dependencies: WebhookDependencies;
  readonly #toPayload: ReturnType<typeof createToChangePayload>;

  constructor(dependencies: WebhookDependencies) {
    this.#dependencies = dependencies;
    this.#toPayload = createToChangePayload(dependencies);
  }

  /** Returns the secret, once. */
  @Authorized<Scope>('webhooks:write')
  @Fails(
    'INVALID_INPUT',
    'URL_NOT_ALLOWED',
    'UNKNOWN_EVENT_TYPE',
    'PLAN_UPGRADE_REQUIRED',
    'PLAN_LIMIT_REACHED',
    'CONFLICT',
  )
  @Mutation(() => CreateWebhookPayload, {
    description: 'Creates a webhook. Store the secret: no other call shows it again.',
  })
  async createWebhook(
    @Arg('input', () => CreateWebhookInput) input: CreateWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<CreateWebhookPayload> {
    return this.#toPayload(CreateWebhookPayload, async () => {
      if (input.dryRun) {
        await checkNewWebhook(this.#dependencies, em, viewer.workspaceId, input);
        return { webhook: null, secret: null };
      }
      return showSecret(await createWebhook(this.#dependencies, em, viewer.workspaceId, input));
    });
  }

  /** The new settings apply from the next request on. */
  @Authorized<Scope>('webhooks:write')
  @Fails('INVALID_INPUT', 'URL_NOT_ALLOWED', 'UNKNOWN_EVENT_TYPE', 'NOT_FOUND', 'CONFLICT')
  @Mutation(() => UpdateWebhookPayload, {
    description:
      'Changes the settings of a webhook. They apply to every publish, test, resend or retry after the response.',
  })
  async updateWebhook(
    @Arg('input', () => UpdateWebhookInput) input: UpdateWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<UpdateWebhookPayload> {
    return this.#toPayload(UpdateWebhookPayload, async () => ({
      webhook: toWebhookType(
        await updateWebhook(this.#dependencies, em, viewer.workspaceId, input),
      ),
    }));
  }

  /** The log stays. */
  @Authorized<Scope>('webhooks:write')
  @Fails('NOT_FOUND')
  @Mutation(() => DeleteWebhookPayload, {
    description: 'Deletes a webhook. Its log is kept; waiting deliveries are not sent.',
  })
  async deleteWebhook(
    @Arg('input', () => DeleteWebhookInput) input: DeleteWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<DeleteWebhookPayload> {
    return this.#toPayload(DeleteWebhookPayload, async () => {
      await deleteWebhook(this.#dependencies, em, viewer.workspaceId, input);
      return { deletedId: input.webhookId };
    });
  }

  /** Returns the new secret, once. */
  @Authorized<Scope>('webhooks:write')
  @Fails('INVALID_INPUT', 'NOT_FOUND', 'CONFLICT')
  @Mutation(() => RegenerateSecretPayload, {
    description:
      'Creates a new secret and shows it once. A second call ends the previous secret kept by the first.',
  })
  async regenerateSecret(
    @Arg('input', () => RegenerateSecretInput) input: RegenerateSecretInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<RegenerateSecretPayload> {
    return this.#toPayload(RegenerateSecretPayload, async () =>
      showSecret(await regenerateSecret(this.#dependencies, em, viewer.workspaceId, input)),
    );
  }

  /** The present secret stays. */
  @Authorized<Scope>('webhooks:write')
  @Fails('NOT_FOUND')
  @Mutation(() => EndPreviousSecretPayload, {
    description:
      'Ends the previous secret before `previousSecretEndsAt`: within a second, only the present one signs. No effect on a webhook with one secret.',
  })
  async endPreviousSecret(
    @Arg('input', () => EndPreviousSecretInput) input: EndPreviousSecretInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<EndPreviousSecretPayload> {
    return this.#toPayload(EndPreviousSecretPayload, async () => ({
      webhook: toWebhookType(await endPreviousSecret(em, viewer.workspaceId, input)),
    }));
  }
}

function showSecret({ webhook, secret }: WebhookWithSecret) {
  const userErrors = secret === null ? [secretWasShown] : [];
  return { webhook: toWebhookType(webhook), secret, userErrors };
}
