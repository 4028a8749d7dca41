import { Button, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface FacetProps {
  label: string;
  /** The number of values that are chosen. */
  count: number;
  children: ReactNode;
}

/** A button that opens one part of the filter. */
export function Facet({ label, count, children }: FacetProps) {
  return (
    <Popover position="bottom-start" shadow="md" trapFocus returnFocus width="max-content">
      <Popover.Target>
        <Button
          variant={count > 0 ? 'light' : 'default'}
          size="xs"
          flex="none"
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {count > 0 ? `${label}: ${count}` : label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw="calc(100vw - 1rem)">{children}</Popover.Dropdown>
    </Popover>
  );
}
