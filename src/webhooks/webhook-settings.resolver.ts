import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { answer } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../workspaces/index.ts';
import { secretWasShown } from './claim-key.ts';
import { createWebhook, type WebhookWithSecret } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { regenerateSecret } from './regenerate-secret.ts';
import { updateWebhook } from './update-webhook.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import {
  CreateWebhookInput,
  DeleteWebhookInput,
  RegenerateSecretInput,
  UpdateWebhookInput,
} from './webhook-inputs.type.ts';
import {
  CreateWebhookPayload,
  DeleteWebhookPayload,
  RegenerateSecretPayload,
  UpdateWebhookPayload,
} from './webhook-payloads.type.ts';
import { toWebhookType } from './webhook.type.ts';

/** Making, changing and deleting webhooks, and their secrets. */
@Resolver()
export class WebhookSettingsResolver {
  readonly #dependencies: WebhookDependencies;

  constructor(dependencies: WebhookDependencies) {
    this.#dependencies = dependencies;
  }

  /** Answers the secret, once. */
  @Authorized<Scope>('webhooks:write')
  @Mutation(() => CreateWebhookPayload, {
    description: 'Makes a webhook. Keep the secret: no other call shows it again.',
  })
  async createWebhook(
    @Arg('input', () => CreateWebhookInput) input: CreateWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<CreateWebhookPayload> {
    return answer(CreateWebhookPayload, async () =>
      showSecret(await createWebhook(this.#dependencies, em, viewer.workspaceId, input)),
    );
  }

  /** The new settings hold from the next request on. */
  @Authorized<Scope>('webhooks:write')
  @Mutation(() => UpdateWebhookPayload, {
    description:
      'Changes settings. They count from the answer on: for what is published, tested, resent or retried after it.',
  })
  async updateWebhook(
    @Arg('input', () => UpdateWebhookInput) input: UpdateWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<UpdateWebhookPayload> {
    return answer(UpdateWebhookPayload, async () => ({
      webhook: toWebhookType(
        await updateWebhook(this.#dependencies, em, viewer.workspaceId, input),
      ),
    }));
  }

  /** The log stays. */
  @Authorized<Scope>('webhooks:write')
  @Mutation(() => DeleteWebhookPayload, {
    description: 'Deletes a webhook. Its log is kept; what waits is not sent any more.',
  })
  async deleteWebhook(
    @Arg('input', () => DeleteWebhookInput) input: DeleteWebhookInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<DeleteWebhookPayload> {
    return answer(DeleteWebhookPayload, async () => {
      await deleteWebhook(this.#dependencies, em, viewer.workspaceId, input);
      return { deletedId: input.webhookId };
    });
  }

  /** Answers the new secret, once. */
  @Authorized<Scope>('webhooks:write')
  @Mutation(() => RegenerateSecretPayload, {
    description:
      'Makes a new secret and shows it, once. A second call drops what the first one kept.',
  })
  async regenerateSecret(
    @Arg('input', () => RegenerateSecretInput) input: RegenerateSecretInput,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<RegenerateSecretPayload> {
    return answer(RegenerateSecretPayload, async () =>
      showSecret(await regenerateSecret(this.#dependencies, em, viewer.workspaceId, input)),
    );
  }
}

function showSecret({ webhook, secret }: WebhookWithSecret) {
  const userErrors = secret === null ? [secretWasShown] : [];
  return { webhook: toWebhookType(webhook), secret, userErrors };
}
