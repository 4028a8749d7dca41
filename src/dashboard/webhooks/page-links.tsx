import { Group, Text } from '@mantine/core';
import { PageButtons } from '../components/page-buttons.tsx';
import { hasOtherPages } from '../components/page-place.ts';
import { countWebhooks } from '../words/numbers.ts';
import type { WebhookPage } from './list-documents.ts';
import type { ChangeView } from './use-list-view.ts';

interface PageLinksProps {
  page: WebhookPage;
  change: ChangeView;
}

/** The number of webhooks, and the ways to the pages before and after this one. */
export function PageLinks({ page: { nodes, pageInfo, totalCount }, change }: PageLinksProps) {
  const hasOthers = hasOtherPages(pageInfo);
  return (
    <Group component="nav" aria-label="Pages" justify="space-between" gap="xs" mt="sm">
      <Text size="sm" c="dimmed" role="status">
        {hasOthers
          ? `${nodes.length} of ${countWebhooks(totalCount)}`
          : countWebhooks(nodes.length)}
      </Text>
      {hasOthers && (
        <Group gap="xs">
          <PageButtons
            pageInfo={pageInfo}
            labels={{ previous: 'Previous', next: 'Next' }}
            onTurn={({ side, cursor }) => change({ [side]: cursor })}
          />
        </Group>
      )}
    </Group>
  );
}
