import { Text } from '@mantine/core';
import { PayloadView } from '../payload/payload-view.tsx';

/** The body of the requests of a delivery. */
export function PayloadPanel({ payload }: { payload: string | null }) {
  if (payload !== null) return <PayloadView text={payload} label="Request body" />;
  return <Text size="sm">The body is gone: the event was erased, or is no longer kept.</Text>;
}
