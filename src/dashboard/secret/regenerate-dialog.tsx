import { Modal } from '@mantine/core';
import type { WebhookSettings } from '../webhook-form/documents.ts';
import { RegenerateForm } from './regenerate-form.tsx';
import type { ShownSecret } from './shown-secret.ts';

interface RegenerateDialogProps {
  webhook: WebhookSettings;
  isOpen: boolean;
  onClose: () => void;
  onShown: (shown: ShownSecret) => void;
}

/** Asks what becomes of the present secret, and creates a new one. */
export function RegenerateDialog({ isOpen, ...form }: RegenerateDialogProps) {
  return (
    <Modal opened={isOpen} onClose={form.onClose} title="Regenerate the secret" size="lg">
      <RegenerateForm {...form} />
    </Modal>
  );
}
