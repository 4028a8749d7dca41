import { Modal } from '@mantine/core';
import { SecretSteps } from './secret-steps.tsx';
import type { ShownSecret } from './shown-secret.ts';

interface SecretDialogProps {
  /** Null: closed. */
  shown: ShownSecret | null;
  /** Called once the person has said that the secret is stored. */
  onStored: (shown: ShownSecret, next: 'done' | 'test') => void;
}

/** Shows a secret once. It closes only when the person says that it is stored. */
export function SecretDialog({ shown, onStored }: SecretDialogProps) {
  return (
    <Modal
      opened={shown !== null}
      onClose={() => undefined}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      transitionProps={{ duration: 0 }}
      size="xl"
      title="Store the secret"
    >
      {shown && <SecretSteps shown={shown} onStored={(next) => onStored(shown, next)} />}
    </Modal>
  );
}
