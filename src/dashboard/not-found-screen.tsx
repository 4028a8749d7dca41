import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { ScreenTitle } from './components/screen-title.tsx';

/** A place that this page does not have. */
export function NotFoundScreen() {
  return (
    <>
      <ScreenTitle title="There is no such page" />
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
