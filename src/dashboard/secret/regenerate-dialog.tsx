import { Modal } from '@mantine/core';
import type { WebhookSettings } from '../webhook-form/documents.ts';
import { RegenerateForm } from './regenerate-form.tsx';
import type { Regeneration } from './use-regenerate.ts';

interface RegenerateDialogProps {
  webhook: WebhookSettings;
  isOpen: boolean;
  regeneration: Regeneration;
  onClose: () => void;
}

/** Asks what becomes of the present secret, and creates a new one. */
export function RegenerateDialog({ isOpen, ...form }: RegenerateDialogProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={form.onClose}
      returnFocus={false} // the dialog of the secret follows
      title="Regenerate the secret"
      size="lg"
    >
      <RegenerateForm {...form} />
    </Modal>
  );
}
