import { Alert, Button, Stack, Text } from '@mantine/core';
import { useRouteError } from 'react-router';

/** Replaces a screen that failed: by an error in its code, or since a newer version of the page was installed meanwhile. */
export function ScreenFailure() {
  const error = useRouteError();
  return (
    <Alert color="red" title="This screen has failed" role="alert" m="md">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          A part of the page may be out of date, or the network is down. Loading the page again
          helps with both.
        </Text>
        {error instanceof Error && (
          <Text size="sm" c="dimmed" className="foreign-text">
            {error.message}
          </Text>
        )}
        <Button size="compact-sm" variant="default" onClick={() => window.location.reload()}>
          Load the page again
        </Button>
      </Stack>
    </Alert>
  );
}
