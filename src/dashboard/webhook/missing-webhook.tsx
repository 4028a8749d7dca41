import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { ScreenTitle } from '../components/screen-title.tsx';

/** Says that a webhook is not there. */
export function MissingWebhook({ webhookId }: { webhookId: string }) {
  return (
    <>
      <ScreenTitle title="This webhook does not exist" />
      <Text mb="xs">
        It may have been deleted, or it belongs to another workspace.{' '}
        <Anchor component={Link} to="/webhooks" underline="always">
          Go to the webhooks
        </Anchor>
        .
      </Text>
      <Text>
        The deliveries of a deleted webhook stay in the log:{' '}
        <Anchor
          component={Link}
          to={`/deliveries?webhook=${encodeURIComponent(webhookId)}`}
          underline="always"
        >
          look for its deliveries
        </Anchor>
        .
      </Text>
    </>
  );
}
