import {
  ActionIcon,
  Button,
  Checkbox,
  Fieldset,
  Group,
  Input,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { newHeader, secretNote } from './header-rows.ts';
import type { WebhookValues } from './webhook-values.ts';

interface HeaderFieldsProps {
  form: UseFormReturnType<WebhookValues>;
}

/** The most headers of a webhook. */
const headersMax = 10;

/** The headers that a webhook adds to its requests. */
export function HeaderFields({ form }: HeaderFieldsProps) {
  const { headers } = form.values;
  return (
    <Fieldset legend={<Text span size="sm" fw={600} children="Custom headers" />} miw={0} mx={0}>
      <Stack gap="md" align="stretch">
        <Text size="xs" c="dimmed">
          Sent with each request, beside the signature. Nobody can read a secret value again, and
          the log does not have it.
        </Text>
        {headers.map((_header, place) => (
          <HeaderFieldsRow key={place} form={form} place={place} />
        ))}
        <Input.Error role="alert">{form.errors.headers}</Input.Error>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          data-path="headers"
          disabled={headers.length >= headersMax}
          onClick={() => form.insertListItem('headers', newHeader)}
          style={{ alignSelf: 'flex-start' }}
        >
          Add a header
        </Button>
      </Stack>
    </Fieldset>
  );
}

function HeaderFieldsRow({ form, place }: HeaderFieldsProps & { place: number }) {
  const row = form.values.headers[place];
  const number = place + 1;
  const field = (name: string) => `headers.${place}.${name}`;
  const errorProps = { role: 'alert' };
  return (
    <Group gap="sm" align="flex-start" role="group" aria-label={`Custom header ${number}`}>
      <TextInput
        aria-label={`Header ${number}`}
        placeholder="X-Api-Key"
        autoComplete="off"
        spellCheck={false}
        flex="1 1 160px"
        errorProps={errorProps}
        {...form.getInputProps(field('name'))}
      />
      <TextInput
        aria-label={`Value ${number}`}
        type={row?.isSecret ? 'password' : 'text'}
        placeholder={row?.isStored ? secretNote : 'Value'}
        autoComplete={row?.isSecret ? 'new-password' : 'off'}
        spellCheck={false}
        flex="2 1 200px"
        errorProps={errorProps}
        {...form.getInputProps(field('value'))}
      />
      <Group gap="sm" wrap="nowrap" h={36}>
        <Checkbox
          label="Secret"
          aria-label={`Secret ${number}`}
          {...form.getInputProps(field('isSecret'), { type: 'checkbox' })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Remove header ${number}`}
          onClick={() => form.removeListItem('headers', place)}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Group>
  );
}
