import { Skeleton, Stack } from '@mantine/core';

/** The place of a delivery while it is loaded. */
export function DeliverySkeleton() {
  return (
    <Stack gap="lg" aria-busy>
      <Skeleton height={150} />
      <Skeleton height={180} />
      <Skeleton height={420} />
    </Stack>
  );
}
