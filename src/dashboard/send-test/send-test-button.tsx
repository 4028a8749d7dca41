import { lazy, Suspense, useRef, useState } from 'react';
import { ScopedButton } from '../components/scoped-button.tsx';

/** Loaded when it is first opened: the list of webhooks shows many buttons and no dialog. */
const TestDialog = lazy(async () => ({ default: (await import('./test-dialog.tsx')).TestDialog }));

/** Opens the dialog that sends a test event to a webhook. */
export function SendTestButton({ webhookId }: { webhookId: string }) {
  const [state, setState] = useState<'unused' | 'open' | 'closed'>('unused');
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <ScopedButton
        ref={button}
        scope="webhooks:write"
        variant="default"
        onClick={() => setState('open')}
      >
        Send test
      </ScopedButton>
      {state !== 'unused' && (
        <Suspense fallback={null}>
          <TestDialog
            webhookId={webhookId}
            isOpen={state === 'open'}
            onClose={() => setState('closed')}
            onClosed={() => button.current?.focus()}
          />
        </Suspense>
      )}
    </>
  );
}
