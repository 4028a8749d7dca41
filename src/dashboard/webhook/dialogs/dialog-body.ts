import type { WebhookFacts } from '../webhook-facts.ts';

/** What every dialog of a webhook gets. */
export interface DialogBodyProps {
  /** As it is now. */
  webhook: WebhookFacts;
  close: () => void;
  /** Called once the webhook is deleted. */
  onDeleted: () => void;
}
