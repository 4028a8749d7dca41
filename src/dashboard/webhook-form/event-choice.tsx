import { Checkbox, Code, Stack } from '@mantine/core';
import classes from './event-choice.module.css';
import type { EventTypeChoice } from './documents.ts';

interface EventChoiceProps {
  type: EventTypeChoice;
  isChosen: boolean;
  /** Whether it is chosen anyway, with all event types. */
  isFixed: boolean;
  onChange: (isChosen: boolean) => void;
}

/** One event type with its sentence and, when it is opened, its sample. */
export function EventChoice({ type, isChosen, isFixed, onChange }: EventChoiceProps) {
  return (
    <Stack gap={2}>
      <Checkbox
        size="sm"
        label={<code>{type.name}</code>}
        description={type.description}
        checked={isChosen || isFixed}
        disabled={isFixed}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <details className={classes.sample}>
        <summary aria-label={`Sample of ${type.name}`}>Sample</summary>
        <Code block tabIndex={0} aria-label={`Data of ${type.name}`} role="region" mah={280}>
          {JSON.stringify(type.sample, null, 2)}
        </Code>
      </details>
    </Stack>
  );
}
