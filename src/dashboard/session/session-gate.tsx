import { Alert, Center, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { askEveryMs } from './parent-page.ts';
import { useServices, useSessionState } from './services.ts';

/** Shows the page once there is a token. If the token ends, the page stays as it is, with a note above it. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { token, refusal } = useSessionState();
  const { parentPage } = useServices();
  const needsToken = token === null || refusal !== null;
  useEffect(() => {
    if (!needsToken || !parentPage) return;
    parentPage.askForToken();
    const timer = setInterval(() => parentPage.askForToken(), askEveryMs); // the answer may be lost
    return () => clearInterval(timer);
  }, [needsToken, parentPage]);
  if (token === null) return parentPage ? <AwaitedToken /> : <NoToken />;
  return (
    <>
      {refusal !== null && <EndedToken refusal={refusal} />}
      {children}
    </>
  );
}

function AwaitedToken() {
  return (
    <Center mih={300} p="md" component="main">
      <Stack maw={480} gap="xs" role="status">
        <Title order={1} size="h3">
          Waiting for a token
        </Title>
        <Text>The page around this one has been asked for a token, and has not sent it yet.</Text>
      </Stack>
    </Center>
  );
}

function NoToken() {
  return (
    <Center mih="60vh" p="md" component="main">
      <Stack maw={480} gap="xs">
        <Title order={1} size="h3">
          This page needs a token
        </Title>
        <Text>
          Open it from Stockaj, under Settings → Webhooks. The link brings a token that says which
          workspace it shows.
        </Text>
      </Stack>
    </Center>
  );
}

function EndedToken({ refusal }: { refusal: string }) {
  return (
    <Alert
      variant="default"
      title="Your access has ended"
      icon={<IconAlertTriangle aria-hidden />}
      role="status"
      radius={0}
    >
      {refusal} Open the page again from Stockaj. It goes on where it was as soon as it gets a new
      token.
    </Alert>
  );
}
