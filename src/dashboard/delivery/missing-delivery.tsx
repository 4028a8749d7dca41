import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useViewer } from '../session/viewer.tsx';

/** Says that the log has no delivery with this id, and the usual reasons. */
export function MissingDelivery({ id }: { id: string }) {
  const { workspace } = useViewer();
  return (
    <Stack gap="xs" maw={640}>
      <Text fw={600}>This delivery is not in the log</Text>
      <Text>
        The workspace <b className="foreign-text">{workspace.name}</b> has no delivery with the id{' '}
        <code className="foreign-text">{id}</code>. Either it is older than{' '}
        {workspace.deliveriesKeptDays} days, for which deliveries are kept, or it belongs to another
        workspace, or the link is incomplete.
      </Text>
      <Anchor component={Link} to="/deliveries">
        Go to the deliveries
      </Anchor>
    </Stack>
  );
}
