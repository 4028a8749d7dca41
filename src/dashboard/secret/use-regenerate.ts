import { useState } from 'react';
import { createIdempotencyKey } from '../api/create-idempotency-key.ts';
import { useAction } from '../api/use-action.ts';
import { regenerateDocument } from './documents.ts';
import type { ShownSecret } from './shown-secret.ts';

/** Said when the answer to an earlier call was lost, and the secret with it. */
const lostAnswer =
  'An earlier attempt has created a secret, but its answer was lost, so nobody has that secret. Create another one. The secret that your receivers have ends then, also if you choose to keep the present one.';

/** Prepares a new secret for a webhook. After a lost answer, it can be repeated without making a second one. */
export function useRegenerate(webhookId: string, onShown: (shown: ShownSecret) => void) {
  const [idempotencyKey, setKey] = useState(createIdempotencyKey);
  const [error, setError] = useState<string | null>(null);
  const { run, isRunning } = useAction(regenerateDocument);

  async function regenerate(keepPreviousForSeconds: number): Promise<void> {
    const payload = await run({ webhookId, keepPreviousForSeconds, idempotencyKey });
    if (!payload) return;
    const { webhook, secret, userErrors } = payload;
    if (webhook && secret) {
      onShown({ webhook, secret });
      return;
    }
    setKey(createIdempotencyKey());
    const isRepeated = userErrors.some(({ code }) => code === 'CONFLICT');
    setError(isRepeated ? lostAnswer : userErrors.map(({ message }) => message).join(' '));
  }

  return { run: regenerate, isRunning, error };
}
