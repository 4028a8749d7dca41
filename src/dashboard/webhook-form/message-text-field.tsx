import { Button, Code, Group, Stack, Text, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useRef } from 'react';
import type { EventField } from '../event-filter/list-fields.ts';
import classes from './message-text-field.module.css';
import { writePlaceholder } from './placeholders.ts';
import type { WebhookValues } from './webhook-values.ts';

interface MessageTextFieldProps {
  form: UseFormReturnType<WebhookValues>;
  fields: readonly EventField[];
  /** The number of event types that are chosen. */
  typeCount: number;
}

/** The text of messages, with what may stand in it. */
export function MessageTextField({ form, fields, typeCount }: MessageTextFieldProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  return (
    <Stack gap={4}>
      <Textarea
        ref={input}
        label="Message text"
        description="Replaces the words that we choose for each event. Leave it empty to keep ours."
        placeholder="Rent {{data.rent.id}} is {{data.rent.status}}"
        autosize
        minRows={2}
        maxRows={10}
        errorProps={{ role: 'alert' }}
        {...form.getInputProps('messageText')}
      />
      <Placeholders
        placeholders={fields.map((field) => writePlaceholder(field, typeCount))}
        onChoose={(placeholder) => insert(input.current, placeholder)}
      />
    </Stack>
  );
}

interface PlaceholdersProps {
  placeholders: readonly string[];
  onChoose: (placeholder: string) => void;
}

function Placeholders({ placeholders, onChoose }: PlaceholdersProps) {
  return (
    <details className={classes.placeholders}>
      <summary>Placeholders</summary>
      <Text size="xs" my={6}>
        Choose one to insert it. After a bar it can be changed: <Code>date</Code>,{' '}
        <Code>date:&quot;day&quot;</Code>, <Code>number</Code>, <Code>truncate:40</Code>, and{' '}
        <Code>default:&quot;–&quot;</Code> for what an event does not have.
      </Text>
      <Group gap={6} className={classes.list ?? ''} role="group" aria-label="Placeholders">
        {placeholders.map((placeholder) => (
          <Button
            key={placeholder}
            size="compact-xs"
            variant="default"
            ff="monospace"
            fw={400}
            onClick={() => onChoose(placeholder)}
          >
            {placeholder}
          </Button>
        ))}
        {placeholders.length === 0 && <Text size="xs">Choose events first.</Text>}
      </Group>
    </details>
  );
}

/** Puts a text where the cursor is, and the cursor after it. */
function insert(field: HTMLTextAreaElement | null, text: string): void {
  if (!field) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true })); // the form reads it, as when it is typed
  field.focus();
}
