import { useState } from 'react';
import { createIdempotencyKey } from '../api/create-idempotency-key.ts';
import { useAction } from '../api/use-action.ts';
import { regenerateDocument } from './documents.ts';
import type { ShownSecret } from './shown-secret.ts';

/** Said when the answer to an earlier call was lost, and the secret with it. */
const lostAnswer =
  'An earlier attempt has created a secret, but its answer was lost, so nobody has that secret. Create another one. The secret that your receivers have ends then, also if you choose to keep the present one.';

/** The creation of a new secret. */
export interface Regeneration {
  isRunning: boolean;
  /** Why the last attempt made none; null for no reason to say. */
  error: string | null;
  run(keepPreviousForSeconds: number): Promise<void>;
}

/** Prepares a new secret for a webhook. After a lost answer, it can be repeated without making a second one. */
export function useRegenerate(
  webhookId: string,
  onShown: (shown: ShownSecret) => void,
): Regeneration {
  const [idempotencyKey, setKey] = useState(createIdempotencyKey);
  const [error, setError] = useState<string | null>(null);
  const { run, isRunning } = useAction(regenerateDocument);

  async function regenerate(keepPreviousForSeconds: number): Promise<void> {
    const payload = await run({ webhookId, keepPreviousForSeconds, idempotencyKey });
    if (!payload) return;
    const { webhook, secret, userErrors } = payload;
    setKey(createIdempotencyKey());
    if (webhook && secret) {
      setError(null);
      onShown({ webhook, secret });
      return;
    }
    const isRepeated = userErrors.some(({ code }) => code === 'CONFLICT');
    setError(isRepeated ? lostAnswer : userErrors.map(({ message }) => message).join(' '));
  }

  return { run: regenerate, isRunning, error };
}
