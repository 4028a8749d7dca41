import { useState } from 'react';
import { graphql } from '../api/graphql/index.ts';
import { useAction, type ActionError } from '../api/use-action.ts';
import { serverNow } from '../session/server-clock.ts';
import { useSecondsUntil } from './use-seconds-until.ts';

const resendDocument = graphql(/* GraphQL */ `
  mutation DeliveryResend($input: ResendDeliveryInput!) {
    resendDelivery(input: $input) {
      delivery {
        ...DeliveryRow
      }
      userErrors {
        code
        field
        message
        retryAfterSeconds
      }
    }
  }
`);

/** A resend of the delivery on the screen. */
export interface Resend {
  isRunning: boolean;
  /** The delivery that the last resend made. */
  madeId: string | null;
  /** Why the last resend made none, in the words of the API. */
  refusal: string | null;
  /** Seconds until the next one is allowed; null when it is allowed now. */
  waitSeconds: number | null;
  run(): Promise<void>;
}

/** Prepares to send a delivery again. */
export function useResend(deliveryId: string): Resend {
  const { isRunning, run } = useAction(resendDocument);
  const [madeId, setMadeId] = useState<string | null>(null);
  const [error, setError] = useState<ActionError | null>(null);
  const [allowedAt, setAllowedAt] = useState<number | null>(null);
  const seconds = useSecondsUntil(allowedAt);
  const waitSeconds = seconds === 0 ? null : seconds;
  const isPast = error?.code === 'RATE_LIMITED' && waitSeconds === null;
  return {
    isRunning,
    madeId,
    refusal: isPast ? null : (error?.message ?? null),
    waitSeconds,
    async run() {
      const payload = await run({ deliveryId });
      if (!payload) return;
      const [first = null] = payload.userErrors;
      setError(first);
      if (payload.delivery) setMadeId(payload.delivery.id);
      const wait = first?.retryAfterSeconds;
      setAllowedAt(wait == null ? null : serverNow() + wait * 1_000);
    },
  };
}
