import { Button, Group, Modal, Text } from '@mantine/core';
import { useCallback } from 'react';
import { useBeforeUnload, useBlocker } from 'react-router';

/** The state of a navigation that leaves nothing unsaved. */
export const nothingUnsaved = { isSaved: true };

function isSaved(state: unknown): boolean {
  return (state as Partial<typeof nothingUnsaved> | null)?.isSaved === true;
}

/**
 * Asks before a person leaves a screen where something would be lost.
 *
 * @param loss says what; null for nothing
 */
export function LeaveGuard({ loss }: { loss: string | null }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      loss !== null &&
      !isSaved(nextLocation.state) &&
      currentLocation.pathname !== nextLocation.pathname,
  );
  useBeforeUnload(
    useCallback(
      (event) => {
        if (loss !== null) event.preventDefault();
      },
      [loss],
    ),
  );
  const stay = () => blocker.reset?.();
  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={stay}
      title="Leave this page?"
      zIndex={300}
    >
      <Text size="sm" mb="md">
        {loss}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={stay} data-autofocus>
          Stay
        </Button>
        <Button color="red" onClick={() => blocker.proceed?.()}>
          Leave
        </Button>
      </Group>
    </Modal>
  );
}
