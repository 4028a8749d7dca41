import { Alert, Button, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import type { CombinedError } from 'urql';
import { describeError } from '../api/describe-error.ts';

/** Milliseconds after which a part tries again by itself while the service cannot be reached. */
const retryEveryMs = 10_000;

/** Says in place of one part of a screen why it could not be loaded, and offers what helps. */
export function ErrorCard({ error, onRetry }: { error: CombinedError; onRetry: () => void }) {
  const isUnreachable = error.networkError !== undefined;
  useEffect(() => {
    if (!isUnreachable) return;
    const timer = setInterval(onRetry, retryEveryMs);
    return () => clearInterval(timer);
  }, [isUnreachable, onRetry]);
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
