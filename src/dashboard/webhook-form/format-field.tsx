import { Button, Radio, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { WebhookFormat } from '../api/graphql/graphql.ts';
import { formatNames, formats, isChat, readSuggestion } from '../format/formats.ts';
import type { WebhookValues } from './webhook-values.ts';

interface FormatFieldProps {
  form: UseFormReturnType<WebhookValues>;
  onChanged: () => void;
}

/** The format, with the one that the service suggests for the URL. */
export function FormatField({ form, onChanged }: FormatFieldProps) {
  const { format } = form.values;
  const { error } = form.getInputProps('format') as { error?: unknown };
  const suggested = typeof error === 'string' ? readSuggestion(error) : null;
  const mayBeJson = typeof error === 'string' && error.includes('or JSON if');
  function choose(chosen: WebhookFormat): void {
    form.setFieldValue('format', chosen);
    if (!isChat(chosen)) form.setFieldValue('isUrlKept', false); // its URL is shown from then on
    onChanged();
  }
  return (
    <Stack gap="xs" align="flex-start">
      <Radio.Group
        label="Format"
        description="What the requests contain."
        value={format}
        onChange={choose}
        error={error as string | undefined}
        errorProps={{ role: 'alert', mt: 'xs' }}
      >
        <Stack gap="xs" mt="xs">
          {formatNames.map((name) => (
            <Radio
              key={name}
              value={name}
              label={formats[name].name}
              description={formats[name].sentence}
              data-path={name === format ? 'format' : undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      {suggested !== null && suggested !== format && (
        <Button size="compact-sm" variant="light" onClick={() => choose(suggested)}>
          Use {formats[suggested].name}
        </Button>
      )}
      {mayBeJson && format === 'JSON' && (
        <Button size="compact-sm" variant="subtle" onClick={() => choose('JSON')}>
          Keep JSON
        </Button>
      )}
    </Stack>
  );
}
