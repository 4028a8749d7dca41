import { Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { ErrorCard } from '../components/error-card.tsx';
import type { FormErrors } from '../webhook-form/use-form-errors.ts';
import type { WebhookValues } from '../webhook-form/webhook-values.ts';
import { PreviewList } from './preview-list.tsx';
import { previewedMax, usePreview } from './use-preview.ts';

interface PreviewPanelProps {
  form: UseFormReturnType<WebhookValues>;
  errors: FormErrors;
}

/** Shows what the settings in the form would have done with the last events. */
export function PreviewPanel({ form, errors }: PreviewPanelProps) {
  const { run, shown, error, isRunning, isOutdated } = usePreview(form, errors);
  return (
    <Fieldset
      legend={<Text span size="sm" fw={600} children="Preview with the last events" />}
      miw={0}
      mx={0}
    >
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          Tries what stands in this form on the last {previewedMax} events of the workspace. Nothing
          is sent or saved.
        </Text>
        <Group gap="sm">
          <Button
            size="compact-sm"
            variant="default"
            loading={isRunning}
            onClick={() => void run()}
          >
            {shown === null ? 'Show the preview' : 'Show it again'}
          </Button>
          <Text size="xs" role="status">
            {isOutdated && 'The form has changed since.'}
          </Text>
        </Group>
        {error && <ErrorCard error={error} onRetry={() => void run()} />}
        {shown && <PreviewList preview={shown} />}
      </Stack>
    </Fieldset>
  );
}
