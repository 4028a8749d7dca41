import { Text } from '@mantine/core';

/** The name of a webhook within a sentence. */
export function WebhookName({ name }: { name: string }) {
  return (
    <Text span fw={600} inherit className="foreign-text">
      {name}
    </Text>
  );
}
