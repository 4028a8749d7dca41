import { Button, Group } from '@mantine/core';

interface DialogButtonsProps {
  /** The word for what is done. */
  confirm: string;
  /** Whether it cannot be undone: then the dialog begins at the button that cancels. */
  isDangerous?: boolean;
  isRunning: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** The two ends of a dialog. */
export function DialogButtons({
  confirm,
  isDangerous = false,
  isRunning,
  onConfirm,
  onCancel,
}: DialogButtonsProps) {
  return (
    <Group justify="flex-end" gap="xs" mt="lg">
      <Button variant="default" onClick={onCancel} data-autofocus={isDangerous || undefined}>
        Cancel
      </Button>
      <Button
        {...(isDangerous && { color: 'red' })}
        loading={isRunning}
        onClick={onConfirm}
        data-autofocus={!isDangerous || undefined}
      >
        {confirm}
      </Button>
    </Group>
  );
}
