import { useState } from 'react';
import { graphql } from '../api/graphql/index.ts';
import { useAction, type ActionError } from '../api/use-action.ts';
import { useRemainingSeconds } from '../components/use-remaining-seconds.ts';
import { serverNow } from '../session/server-clock.ts';

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
  /** The reason why the last resend made none, in the words of the API. */
  refusal: string | null;
  /** Seconds until the next one is allowed; 0 when it is allowed now. */
  waitSeconds: number;
  run(): Promise<void>;
}

/** Prepares to send a delivery again. */
export function useResend(deliveryId: string): Resend {
  const { isRunning, run } = useAction(resendDocument);
  const [madeId, setMadeId] = useState<string | null>(null);
  const [error, setError] = useState<ActionError | null>(null);
  const [allowedAt, setAllowedAt] = useState<number | null>(null);
  const waitSeconds = useRemainingSeconds(allowedAt);
  const isPast = error?.code === 'RATE_LIMITED' && waitSeconds === 0;
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
