import { Anchor, Text, Title } from '@mantine/core';
import { Link } from 'react-router';

/** A place that this page does not have. */
export function NotFoundScreen() {
  return (
    <>
      <Title order={1} size="h3" mb="xs">
        There is no such page
      </Title>
      <Text>
        The link may be of an older version.{' '}
        <Anchor component={Link} to="/webhooks">
          Go to the webhooks
        </Anchor>
        .
      </Text>
    </>
  );
}
