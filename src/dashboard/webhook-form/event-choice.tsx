import { Checkbox, Code, Stack, Text } from '@mantine/core';
import classes from './event-choice.module.css';
import { divideDescription } from './divide-description.ts';
import type { EventTypeChoice } from './documents.ts';

interface EventChoiceProps {
  type: EventTypeChoice;
  isChosen: boolean;
  /** Whether it is chosen anyway, with all event types or those of its noun. */
  isFixed: boolean;
  onChange: (isChosen: boolean) => void;
}

/** One event type: when it fires and, when it is opened, what else is to be known, and its sample. */
export function EventChoice({ type, isChosen, isFixed, onChange }: EventChoiceProps) {
  const { first, rest } = divideDescription(type.description);
  const details = rest === null ? 'Sample' : 'More and sample';
  return (
    <Stack gap={2}>
      <Checkbox
        size="sm"
        label={<code>{type.name}</code>}
        description={first}
        checked={isChosen || isFixed}
        disabled={isFixed}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <details className={classes.sample}>
        <summary aria-label={`${details} of ${type.name}`}>{details}</summary>
        {rest !== null && <Text size="xs">{rest}</Text>}
        <Code block tabIndex={0} aria-label={`Data of ${type.name}`} role="region" mah={280}>
          {JSON.stringify(type.sample, null, 2)}
        </Code>
      </details>
    </Stack>
  );
}
