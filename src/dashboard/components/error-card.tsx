import { Alert, Button, Stack, Text } from '@mantine/core';
import type { CombinedError } from 'urql';
import { describeError } from '../api/describe-error.ts';

/** Says in place of one part of a screen why it could not be loaded, and offers what helps. */
export function ErrorCard({ error, onRetry }: { error: CombinedError; onRetry: () => void }) {
  const { title, message, remedy } = describeError(error);
  return (
    <Alert color="red" title={title} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{message}</Text>
        {remedy === 'retry' && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {remedy === 'reload' && (
          <Button size="compact-sm" variant="default" onClick={() => window.location.reload()}>
            Load the page again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
