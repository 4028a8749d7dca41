import { Alert, Button, Stack, Text } from '@mantine/core';
import { useRouteError } from 'react-router';
import { ScreenTitle } from './components/screen-title.tsx';

/** Replaces a screen that failed: by an error in its code, or since a newer version of the page was installed meanwhile. */
export function ScreenFailure() {
  const error = useRouteError();
  return (
    <>
      <ScreenTitle title="This screen has failed" />
      <Alert color="red" role="alert">
        <Stack gap="sm" align="flex-start">
          <Text size="sm">
            The page may be older than the service, or the network is down. Loading the page again
            helps with both.
          </Text>
          {error instanceof Error && (
            <Text size="sm" className="foreign-text">
              {error.message}
            </Text>
          )}
          <Button size="compact-sm" variant="default" onClick={() => window.location.reload()}>
            Load the page again
          </Button>
        </Stack>
      </Alert>
    </>
  );
}
