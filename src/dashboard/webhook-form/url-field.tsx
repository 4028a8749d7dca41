import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useUrlCheck } from './use-url-check.ts';
import type { WebhookValues } from './webhook-values.ts';

interface UrlFieldProps {
  form: UseFormReturnType<WebhookValues>;
  webhookId: string | null;
}

/** The URL, which the service checks when one leaves the field. */
export function UrlField({ form, webhookId }: UrlFieldProps) {
  const check = useUrlCheck(webhookId);

  async function showError(): Promise<void> {
    const { url } = form.getValues();
    if (url.trim() === '') return; // saving says so
    const error = await check(url);
    const isPresent = form.getValues().url === url;
    if (error !== null && isPresent) form.setFieldError('url', error);
  }

  const { onBlur, ...input } = form.getInputProps('url') as { onBlur?: () => void };
  return (
    <TextInput
      label="URL"
      description="The address of your receiver. It is checked when you leave the field."
      placeholder="https://hooks.example.com/stockaj"
      withAsterisk
      type="url"
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      errorProps={{ role: 'alert' }}
      {...input}
      onBlur={() => {
        onBlur?.();
        void showError();
      }}
    />
  );
}
