import { Arg, Authorized, Ctx, Int, Query, Resolver } from 'type-graphql';
import { createWorkTurns } from '../../kernel/index.ts';
import {
  badInput,
  Fails,
  pageSizeDefault,
  pageSizeMax,
  toPayload,
} from '../../kernel/graphql/index.ts';
import type { AuthorizedContext, Scope } from '../../workspaces/index.ts';
import { previewWebhook, type PreviewDependencies } from './preview-webhook.ts';
import { PreviewWebhookInput, WebhookPreview, toPreviewedEventType } from './preview.type.ts';

/** Tries settings of a webhook on events of the past. */
@Resolver()
export class PreviewResolver {
  readonly #rendering: Parameters<typeof previewWebhook>[0];

  constructor({ appUrl }: PreviewDependencies) {
    this.#rendering = { appUrl, turns: createWorkTurns(1) };
  }

  @Authorized<Scope>('webhooks:read')
  @Fails('INVALID_INPUT', 'UNKNOWN_EVENT_TYPE')
  @Query(() => WebhookPreview, {
    description:
      'Tries settings of a webhook on the newest events of the workspace, so that a form can show their effect before it saves. Nothing is sent or stored. Errors of the settings are those that `createWebhook` would give.',
  })
  async previewWebhook(
    @Arg('input', () => PreviewWebhookInput) input: PreviewWebhookInput,
    @Arg('first', () => Int, {
      nullable: true,
      description: `How many of the newest events are tried, 1 to ${pageSizeMax}; ${pageSizeDefault} if it is not given.`,
    })
    first: number | null,
    @Ctx() { em, viewer }: AuthorizedContext,
  ): Promise<WebhookPreview> {
    const count = first ?? pageSizeDefault;
    if (count < 1 || count > pageSizeMax) {
      throw badInput(`\`first\` must be from 1 to ${pageSizeMax}.`);
    }
    return toPayload(WebhookPreview, async () => {
      const { workspaceId } = viewer;
      const events = await previewWebhook(this.#rendering, em, workspaceId, input, count);
      return { events: events.map(toPreviewedEventType) };
    });
  }
}
