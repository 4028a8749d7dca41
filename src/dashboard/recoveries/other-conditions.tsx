import { Button, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { describeFilter } from './describe-filter.ts';
import type { FilterPartProps } from './filter-part-props.ts';
import { emptyFilter, type LogFilter } from '../deliveries/log/log-view.ts';

/** Conditions of the log that the form has no field for. */
const names: (keyof LogFilter)[] = [
  'statuses',
  'triggers',
  'responseStatusClasses',
  'responseStatus',
  'eventId',
  'text',
];

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
            onClick={() => onChange({ [name]: emptyFilter[name] })}
          >
            {text}
          </Button>
        ))}
      </Group>
    </div>
  );
}
