import { ScopedButton } from '../components/scoped-button.tsx';

/** Opens the dialog that sends a test event to a webhook. */
export function SendTestButton({ webhookId }: { webhookId: string }) {
  return (
    <ScopedButton
      scope="webhooks:write"
      variant="default"
      onClick={() => {
        throw new Error(webhookId);
      }}
    >
      Send test
    </ScopedButton>
  );
}
