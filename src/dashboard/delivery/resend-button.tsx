import { IconSend } from '@tabler/icons-react';
import { ScopedButton } from '../components/scoped-button.tsx';
import { writeSeconds } from '../words/durations.ts';
import type { DeliveryDetails } from './delivery-document.ts';
import type { Resend } from './use-resend.ts';

interface ResendButtonProps {
  delivery: DeliveryDetails;
  resend: Resend;
}

/** Sends a delivery again, as a new one. Says why when that is not possible. */
export function ResendButton({ delivery, resend }: ResendButtonProps) {
  return (
    <ScopedButton
      scope="webhooks:write"
      blockedReason={findReason(delivery, resend)}
      loading={resend.isRunning}
      leftSection={<IconSend size={16} aria-hidden />}
      onClick={() => void resend.run()}
    >
      Resend
    </ScopedButton>
  );
}

function findReason({ status, event, webhook }: DeliveryDetails, { waitSeconds }: Resend) {
  if (status === 'PENDING') return 'This delivery has not ended yet.';
  if (!event) return 'The event of this delivery is no longer kept.';
  if (event.erasedAt !== null) return 'The payload of this event was erased.';
  if (!webhook) return 'The webhook of this delivery has been deleted.';
  return waitSeconds === 0 ? null : `The next resend is allowed in ${writeSeconds(waitSeconds)}.`;
}
