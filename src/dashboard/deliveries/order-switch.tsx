import { SegmentedControl } from '@mantine/core';
import type { LogNavigation } from './log/use-log-address.ts';

/** The order of the log. */
export function OrderSwitch({ navigation: { view, changeOrder } }: { navigation: LogNavigation }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Order"
      value={view.isOldestFirst ? 'oldest' : 'newest'}
      onChange={(order) => changeOrder(order === 'oldest')}
      data={[
        { value: 'newest', label: 'Newest first' },
        { value: 'oldest', label: 'Oldest first' },
      ]}
    />
  );
}
