import type { WebhookFacts } from '../webhook-facts.ts';

/** The properties of every dialog of a webhook. */
export interface DialogBodyProps {
  /** As it is now. */
  webhook: WebhookFacts;
  close: () => void;
  /** Called once the webhook is deleted. */
  onDeleted: () => void;
}
