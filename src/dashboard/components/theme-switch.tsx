import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';

/** Changes between light and dark. */
export function ThemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme() === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="default"
      aria-label={`Use the ${other} theme`}
      onClick={() => setColorScheme(other)}
    >
      {other === 'dark' ? <IconMoon size={16} /> : <IconSun size={16} />}
    </ActionIcon>
  );
}
