import { Alert, Button, Stack, Text } from '@mantine/core';
import { useRouteError } from 'react-router';

/** Replaces a screen that failed: by an error in its code, or since a newer version of the page was installed meanwhile. */
export function ScreenFailure() {
  const error = useRouteError();
  return (
    <Alert color="red" title="This screen has failed" role="alert" m="md">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{error instanceof Error ? error.message : 'The reason is not known.'}</Text>
        <Button size="compact-sm" variant="default" onClick={() => window.location.reload()}>
          Load the page again
        </Button>
      </Stack>
    </Alert>
  );
}
