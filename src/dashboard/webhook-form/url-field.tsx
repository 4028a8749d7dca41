import { Button, Group, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { formats, isChat } from '../format/formats.ts';
import type { WebhookValues } from './webhook-values.ts';

interface UrlFieldProps {
  form: UseFormReturnType<WebhookValues>;
  /** Called when one leaves the field. */
  onLeave: () => void;
}

/** The URL. That of a chat service is a credential: once it is saved, it is not shown, but it can be replaced. */
export function UrlField({ form, onLeave }: UrlFieldProps) {
  const { urlMask, isUrlKept } = form.values;
  if (isUrlKept) return <KeptUrl form={form} />;
  return (
    <Group align="flex-end" gap="xs">
      <TypedUrl form={form} onLeave={onLeave} />
      {urlMask !== null && (
        <Button
          variant="default"
          onClick={() => {
            form.setFieldValue('isUrlKept', true);
            form.clearFieldError('url');
          }}
        >
          Keep the saved URL
        </Button>
      )}
    </Group>
  );
}

function TypedUrl({ form, onLeave }: UrlFieldProps) {
  const { format, urlMask } = form.values;
  const { onBlur, ...input } = form.getInputProps('url') as { onBlur?: () => void };
  return (
    <TextInput
      label="URL"
      description={
        isChat(format)
          ? `The URL of the webhook that ${formats[format].name} made. Whoever knows it can post there, so it is stored encrypted.`
          : 'The address of your receiver, or of a webhook of a chat service. It is checked when you leave the field.'
      }
      placeholder={formats[format].example}
      withAsterisk
      type="url"
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      flex="1 1 320px"
      autoFocus={urlMask !== null} // it has replaced the field that one was in
      errorProps={{ role: 'alert' }}
      {...input}
      onBlur={() => {
        onBlur?.();
        onLeave();
      }}
    />
  );
}

function KeptUrl({ form }: Pick<UrlFieldProps, 'form'>) {
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label="URL"
        description="Set, not shown: whoever knows it can post there."
        readOnly
        flex="1 1 320px"
        value={form.values.urlMask ?? ''}
        error={form.errors.url}
        errorProps={{ role: 'alert' }}
        data-path="url"
      />
      <Button variant="default" onClick={() => form.setFieldValue('isUrlKept', false)}>
        Replace
      </Button>
    </Group>
  );
}
