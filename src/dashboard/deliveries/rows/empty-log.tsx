import { Anchor, Button, Paper, Stack, Text, Title } from '@mantine/core';
import type { Ref } from 'react';
import { Link } from 'react-router';
import { SendTestButton } from '../../send-test/send-test-button.tsx';
import type { LogPage } from '../log/log-page.ts';
import type { LogNavigation } from '../log/use-log-address.ts';

interface EmptyLogProps {
  page: LogPage;
  webhookId: string | null;
  navigation: LogNavigation;
  ref: Ref<HTMLDivElement>;
}

/** A page without deliveries: since there are none yet, or none that match. */
export function EmptyLog({ page, webhookId, navigation, ref }: EmptyLogProps) {
  const { isFiltered, view } = navigation;
  const isNothingYet = !isFiltered && view.place === null;
  return (
    <Paper ref={ref} tabIndex={-1} withBorder p="xl" style={{ outline: 'none' }}>
      <Stack align="center" gap="sm" ta="center">
        {isNothingYet && <NothingYet webhookId={webhookId} />}
        {!isNothingYet && page.searchedUntil !== null && (
          <Text>Nothing is found so far. The search has not reached the end of the log.</Text>
        )}
        {!isNothingYet && page.searchedUntil === null && (
          <>
            <Title order={2} size="h5">
              {isFiltered ? 'No delivery matches the filter' : 'This page is empty'}
            </Title>
            <Button variant="default" onClick={navigation.clearFilter}>
              {isFiltered ? 'Clear the filter' : 'Go to the first page'}
            </Button>
          </>
        )}
      </Stack>
    </Paper>
  );
}

function NothingYet({ webhookId }: { webhookId: string | null }) {
  return (
    <>
      <Title order={2} size="h5">
        No deliveries yet
      </Title>
      <Text maw={480}>
        {webhookId === null
          ? 'When something happens in the workspace, each webhook that listens to it gets a delivery, and it appears here.'
          : 'When an event happens that this webhook listens to, its delivery appears here. To see one now, send a test.'}
      </Text>
      {webhookId === null ? (
        <Anchor component={Link} to="/webhooks">
          Go to the webhooks
        </Anchor>
      ) : (
        <SendTestButton webhookId={webhookId} />
      )}
    </>
  );
}
