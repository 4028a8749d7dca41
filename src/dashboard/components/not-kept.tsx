import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useViewer } from '../session/viewer.tsx';

interface NotKeptProps {
  title: string;
  noun: 'delivery' | 'event';
  id: string;
  /** For how long such things are kept. */
  keptDays: number;
}

const lists = {
  delivery: { name: 'deliveries', path: '/deliveries' },
  event: { name: 'events', path: '/events' },
};

/** Says that the workspace has nothing with this id, with the usual reasons, and leads to what it has. */
export function NotKept({ title, noun, id, keptDays }: NotKeptProps) {
  const { workspace } = useViewer();
  const { name, path } = lists[noun];
  return (
    <Stack gap="xs" maw={640}>
      <Text fw={600}>{title}</Text>
      <Text>
        The workspace <b className="foreign-text">{workspace.name}</b> has no {noun} with the id{' '}
        <code className="foreign-text">{id}</code>. Either it is older than {keptDays} days, for
        which {name} are kept, or it belongs to another workspace, or the link is incomplete.
      </Text>
      <Anchor component={Link} to={path}>
        Go to the {name}
      </Anchor>
    </Stack>
  );
}
