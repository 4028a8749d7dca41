import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { createRequestLoader } from '../../kernel/graphql/index.ts';
import { WebhookType } from '../../webhooks/index.ts';
import type { AuthorizedContext } from '../../workspaces/index.ts';
import { mayRead, nullForWriters } from '../may-read.ts';
import { loadLastOutcomes, type LastOutcomes } from './load-last-outcomes.ts';
import { toHealthType, WebhookHealthType } from './webhook-health.type.ts';

/** Loads the newest outcomes of all webhooks in a response with one statement. */
const outcomesByWebhook = createRequestLoader<AuthorizedContext, LastOutcomes>(
  ({ em, viewer }, uuids) => loadLastOutcomes(em, viewer.workspaceId, uuids),
);

/** The health of a webhook, for callers that may read the log. */
@Resolver(() => WebhookType)
export class WebhookHealthResolver {
  @FieldResolver(() => WebhookHealthType, {
    nullable: true,
    description: `Whether its receiver takes requests, and what keeps the webhook from receiving events. ${nullForWriters}`,
  })
  async health(
    @Root() webhook: WebhookType,
    @Ctx() context: AuthorizedContext,
  ): Promise<WebhookHealthType | null> {
    if (!mayRead(context)) return null;
    const outcomes = await outcomesByWebhook(context).load(webhook.uuid);
    return toHealthType(webhook, outcomes ?? { lastSuccessAt: null, lastFailure: null });
  }
}
