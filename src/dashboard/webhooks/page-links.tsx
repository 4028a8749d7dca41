import { Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { writeCount } from '../webhook/describe-webhook.ts';
import type { WebhookPage } from './list-documents.ts';
import type { ChangeView } from './use-list-view.ts';

interface PageLinksProps {
  page: WebhookPage;
  change: ChangeView;
}

/** How many webhooks there are, and the pages before and after this one. */
export function PageLinks({ page: { nodes, pageInfo, totalCount }, change }: PageLinksProps) {
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  const isOnePage = !hasNextPage && !hasPreviousPage;
  return (
    <Group justify="space-between" mt="sm" component="nav" aria-label="Pages">
      <Text size="sm" c="dimmed" role="status">
        {isOnePage
          ? `${nodes.length} ${nodes.length === 1 ? 'webhook' : 'webhooks'}`
          : `${nodes.length} of ${writeCount(totalCount)} webhooks`}
      </Text>
      {!isOnePage && (
        <Group gap="xs">
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconChevronLeft size={14} aria-hidden />}
            disabled={!hasPreviousPage}
            onClick={() => change({ before: startCursor })}
          >
            Previous
          </Button>
          <Button
            size="compact-md"
            variant="default"
            rightSection={<IconChevronRight size={14} aria-hidden />}
            disabled={!hasNextPage}
            onClick={() => change({ after: endCursor })}
          >
            Next
          </Button>
        </Group>
      )}
    </Group>
  );
}
