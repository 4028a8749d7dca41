import { Box, Button, Center, Divider, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { CombinedError } from 'urql';
import { describeError } from '../api/describe-error.ts';
import { ErrorCard } from '../components/error-card.tsx';

/** Stands for the page until its workspace is known. */
export function PageSkeleton() {
  return (
    <Box aria-busy="true" aria-label="The page is loading" role="status">
      <Group h={48} px="md">
        <Skeleton w={180} h={16} />
      </Group>
      <Group h={40} px="md">
        {[90, 90, 70, 90, 60].map((width, place) => (
          <Skeleton key={place} w={width} h={12} />
        ))}
      </Group>
      <Divider />
      <Stack p="md">
        <Skeleton w={200} h={24} />
        <Skeleton h={240} />
      </Stack>
    </Box>
  );
}

interface ViewerFailureProps {
  error: CombinedError;
  onRetry: () => void;
}

/** Says why there is no page: the service cannot be reached, or the token is of no use here. */
export function ViewerFailure({ error, onRetry }: ViewerFailureProps) {
  const { message, remedy } = describeError(error);
  return (
    <Center mih={300} p="md" component="main">
      <Stack maw={520} gap="sm">
        {remedy === null ? (
          <>
            <Title order={1} size="h3">
              There is nothing to show with this token
            </Title>
            <Text className="foreign-text">{message} Open the page again from Stockaj.</Text>
            <Button variant="default" onClick={onRetry} style={{ alignSelf: 'flex-start' }}>
              Try again
            </Button>
          </>
        ) : (
          <>
            <Title order={1} size="h3">
              Webhooks
            </Title>
            <ErrorCard error={error} onRetry={onRetry} />
          </>
        )}
      </Stack>
    </Center>
  );
}
