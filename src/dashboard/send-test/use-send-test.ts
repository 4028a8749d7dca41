import { useState } from 'react';
import { useAction, type ActionError } from '../api/use-action.ts';
import { serverNow } from '../session/server-clock.ts';
import { sendTestDocument } from './documents.ts';

/** A test that was sent from the dialog. */
export interface SentTest {
  deliveryId: string;
  /** Null if the token may not read it. */
  eventId: string | null;
}

/** The reason why a test was not sent. */
export interface Refusal {
  errors: readonly ActionError[];
  /** Milliseconds of the service's clock when the next test is allowed; null when waiting does not help. */
  endsAt: number | null;
}

/** Sends tests to a webhook, and keeps what was sent, the newest first. */
export function useSendTest(webhookId: string) {
  const { run, isRunning } = useAction(sendTestDocument);
  const [sent, setSent] = useState<readonly SentTest[]>([]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  async function send(eventType: string): Promise<void> {
    const payload = await run({ webhookId, eventType });
    if (!payload) return;
    const { delivery, userErrors } = payload;
    setRefusal(userErrors.length === 0 ? null : describeRefusal(userErrors));
    if (!delivery) return;
    const test = { deliveryId: delivery.id, eventId: delivery.event?.id ?? null };
    setSent((earlier) => [test, ...earlier]);
  }

  return { send, isRunning, sent, refusal };
}

function describeRefusal(errors: readonly ActionError[]): Refusal {
  const [seconds] = errors.flatMap(({ retryAfterSeconds }) => retryAfterSeconds ?? []);
  return { errors, endsAt: seconds === undefined ? null : serverNow() + seconds * 1_000 };
}
