import { ScopedButton } from '../components/scoped-button.tsx';
import { decideFix } from './describe-webhook.ts';
import { useWebhookDialog } from './dialogs/webhook-dialogs.tsx';
import type { WebhookFacts } from './webhook-facts.ts';

const labels = { resume: 'Resume', enable: 'Enable', room: 'Make room' };

/** The one button that lets a webhook receive events again. Nothing for one that receives them. */
export function FixButton({ webhook }: { webhook: WebhookFacts }) {
  const open = useWebhookDialog();
  const fix = decideFix(webhook);
  if (fix === null) return null;
  return (
    <ScopedButton
      scope={fix === 'room' ? 'webhooks:read' : 'webhooks:write'}
      size="compact-sm"
      variant="light"
      aria-label={`${labels[fix]}: ${webhook.name}`}
      onClick={(event) => open(fix, webhook, event.currentTarget)}
    >
      {labels[fix]}
    </ScopedButton>
  );
}
