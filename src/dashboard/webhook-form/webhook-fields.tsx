import { Input, Slider, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { listFields } from '../event-filter/list-fields.ts';
import { isChat } from '../format/formats.ts';
import { isSelected } from '../words/selected-events.ts';
import type { EventTypeChoice } from './documents.ts';
import { EventPicker } from './event-picker.tsx';
import { FilterField } from './filter-field.tsx';
import { FormatField } from './format-field.tsx';
import { MessageTextField } from './message-text-field.tsx';
import { HeaderFields } from './header-fields.tsx';
import { UrlField } from './url-field.tsx';
import { useUrlCheck } from './use-url-check.ts';
import { listEvents, type WebhookValues } from './webhook-values.ts';

interface WebhookFieldsProps {
  form: UseFormReturnType<WebhookValues>;
  types: readonly EventTypeChoice[];
  /** Null for a new webhook. */
  webhookId: string | null;
  isDisabled: boolean;
}

/** The fields of a webhook. */
export function WebhookFields({ form, types, webhookId, isDisabled }: WebhookFieldsProps) {
  const check = useUrlCheck(form, webhookId);
  const events = listEvents(form.values);
  const chosen = types.filter(({ name }) => isSelected(name, events));
  const fields = listFields(chosen);
  return (
    <Stack gap="lg">
      <TextInput
        label="Name"
        description="For people. It is shown in lists and in messages."
        withAsterisk
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <UrlField form={form} onLeave={() => void check()} />
      <FormatField form={form} onChanged={() => void check()} />
      <Textarea
        label="Description"
        description="A note for people, such as who looks after the receiver."
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('description')}
      />
      <EventPicker form={form} types={types} />
      <FilterField form={form} fields={fields} />
      {isChat(form.values.format) ? (
        <MessageTextField form={form} fields={fields} typeCount={chosen.length} />
      ) : (
        <HeaderFields form={form} />
      )}
      <TimeoutField form={form} isDisabled={isDisabled} />
      {webhookId === null && (
        <Switch
          label="Create as paused"
          description="Its deliveries wait until you resume the webhook."
          {...form.getInputProps('isPaused', { type: 'checkbox' })}
        />
      )}
    </Stack>
  );
}

const marks = [1, 10, 20, 30].map((value) => ({ value, label: `${value} s` }));

function TimeoutField({ form, isDisabled }: Pick<WebhookFieldsProps, 'form' | 'isDisabled'>) {
  const { timeoutSeconds } = form.values;
  return (
    <Input.Wrapper
      labelElement="div"
      label={`Timeout: ${timeoutSeconds} s`}
      description="A receiver that has not answered by then has failed, and the delivery is tried again."
      error={form.errors.timeoutSeconds}
      pb="lg"
      pr="md" // room for the last mark
      maw={480}
    >
      <Slider
        mt="xs"
        min={1}
        max={30}
        disabled={isDisabled}
        marks={marks}
        label={null}
        thumbLabel="Timeout in seconds"
        thumbValueText={(seconds) => `${seconds} seconds`}
        value={timeoutSeconds}
        onChange={(seconds) => form.setFieldValue('timeoutSeconds', seconds)}
      />
    </Input.Wrapper>
  );
}
