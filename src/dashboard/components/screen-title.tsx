import { Group, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

interface ScreenTitleProps {
  title: string;
  /** The actions of the screen. */
  children?: ReactNode;
}

/** The heading of a screen, which is also the title of the tab. */
export function ScreenTitle({ title, children }: ScreenTitleProps) {
  useEffect(() => {
    document.title = [...new Set([title, 'Webhooks', 'Stockaj'])].join(' – ');
  }, [title]);
  return (
    <Group justify="space-between" mb="md" mih={36}>
      <Title order={1} size="h3" className="foreign-text">
        {title}
      </Title>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
