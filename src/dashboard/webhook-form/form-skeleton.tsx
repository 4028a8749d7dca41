import { Skeleton, Stack } from '@mantine/core';

/** Holds the place of a form that is being loaded. */
export function FormSkeleton() {
  return (
    <Stack gap="lg" aria-busy role="status" aria-label="The form is loading">
      <Skeleton height={78} />
      <Skeleton height={78} />
      <Skeleton height={98} />
      <Skeleton height={360} />
      <Skeleton height={64} />
    </Stack>
  );
}
