import { Badge } from '@mantine/core';
import { IconBraces, IconMessage } from '@tabler/icons-react';
import type { WebhookFormat } from '../api/graphql/graphql.ts';
import { formats, isChat } from './formats.ts';

/** The format of a webhook or of an attempt. */
export function FormatBadge({ format }: { format: WebhookFormat }) {
  const Icon = isChat(format) ? IconMessage : IconBraces;
  return (
    <Badge
      variant="default"
      size="sm"
      tt="none"
      flex="none"
      leftSection={<Icon size={12} aria-hidden />}
    >
      {formats[format].name}
    </Badge>
  );
}
