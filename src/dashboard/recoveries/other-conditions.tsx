import { Button, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { describeFilter } from './describe-filter.ts';
import type { FilterPartProps } from './filter-form.tsx';
import { readFilter, type RecoveryFilter } from './filter-of-url.ts';

/** Conditions of the log that the form has no field for. */
const names: (keyof RecoveryFilter)[] = [
  'statuses',
  'triggers',
  'responseStatusClasses',
  'responseStatus',
  'eventId',
  'text',
];

const nothing = readFilter(new URLSearchParams());

/** The conditions that come with a link from the log of deliveries, each with a button that removes it. */
export function OtherConditions({ filter, onChange }: FilterPartProps) {
  const conditions = describeFilter(filter, (id) => id).filter(({ name }) => names.includes(name));
  if (conditions.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        And also
      </Text>
      <Group gap={6}>
        {conditions.map(({ name, text }) => (
          <Button
            key={name}
            size="compact-sm"
            variant="light"
            className="foreign-text"
            rightSection={<IconX size={12} aria-hidden />}
            aria-label={`Remove the condition: ${text}`}
            onClick={() => onChange({ [name]: nothing[name] })}
          >
            {text}
          </Button>
        ))}
      </Group>
    </div>
  );
}
