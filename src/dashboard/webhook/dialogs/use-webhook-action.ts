import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { showActionErrors, useAction, type ActionError } from '../../api/use-action.ts';

interface WebhookActionOptions<Payload> {
  webhookId: string;
  /** Says what was done. */
  describe: (payload: Payload) => ReactNode;
  /** Called once it was done, or refused. */
  onEnd: () => void;
  /** Called only once it was done. */
  onDone?: () => void;
}

/** Prepares an action on a webhook that ends its dialog with a notice of what was done. */
export function useWebhookAction<Payload extends { userErrors: readonly ActionError[] }>(
  document: TypedDocumentNode<Record<string, Payload>, { input: { webhookId: string } }>,
  { webhookId, describe, onEnd, onDone }: WebhookActionOptions<Payload>,
) {
  const { run, isRunning } = useAction(document);
  return {
    isRunning,
    async confirm(): Promise<void> {
      const payload = await run({ webhookId });
      if (!payload) return;
      onEnd();
      if (payload.userErrors.length > 0) {
        showActionErrors(payload.userErrors);
        return;
      }
      notifications.show({ message: describe(payload) });
      onDone?.();
    },
  };
}
