import { useState } from 'react';
import { createIdempotencyKey } from '../api/create-idempotency-key.ts';
import { useAction, type ActionError } from '../api/use-action.ts';
import { isChat } from '../format/formats.ts';
import { regenerateDocument } from '../secret/documents.ts';
import type { ShownSecret } from '../secret/shown-secret.ts';
import { createDocument } from './documents.ts';
import { toSettings, type WebhookValues } from './webhook-values.ts';

/** The result of a creation: a secret to show, a webhook without a secret to store, or errors. */
export type Creation =
  { shown: ShownSecret } | { webhookId: string } | { errors: readonly ActionError[] };

/** Said when the form was changed after a lost answer: the service does not take another webhook under the same key. */
const lostAnswer: ActionError = {
  code: 'CONFLICT',
  field: null,
  message:
    'An earlier attempt has created a webhook with what stood here then, but its answer was lost. It is in the list of webhooks. To create another one as well, press “Create webhook” again.',
};

const isOfKey = ({ field }: ActionError) => field === 'idempotencyKey';

/**
 * Prepares the creation of one webhook. It can be repeated after a lost answer: the key stays the same, so that there is
 * still one webhook. Its secret was in the lost answer and nobody has it, so it gets another one.
 */
export function useCreateWebhook() {
  const [idempotencyKey, setKey] = useState(createIdempotencyKey);
  const create = useAction(createDocument);
  const regenerate = useAction(regenerateDocument);

  /** Returns null when the service could not be reached: a notice has said so. */
  async function run(values: WebhookValues): Promise<Creation | null> {
    const { isPaused, url } = values;
    const made = await create.run({ ...toSettings(values), url, isPaused, idempotencyKey });
    if (made && !made.webhook && made.userErrors.some(isOfKey)) {
      setKey(createIdempotencyKey());
      return { errors: [lostAnswer] };
    }
    // A chat service verifies nothing, so there is no secret to store.
    if (made?.webhook && isChat(made.webhook.format)) return { webhookId: made.webhook.id };
    const withoutSecret = made?.secret === null ? made.webhook : null;
    const payload = withoutSecret ? await regenerate.run({ webhookId: withoutSecret.id }) : made;
    if (!payload) return null;
    const { webhook, secret, userErrors } = payload;
    return webhook && secret ? { shown: { webhook, secret } } : { errors: userErrors };
  }

  return { run, isRunning: create.isRunning || regenerate.isRunning };
}
