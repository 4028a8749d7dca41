import { Alert, Button, Fieldset, Group, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { ScopedButton } from '../components/scoped-button.tsx';
import { PreviewPanel } from '../preview/preview-panel.tsx';
import { useViewer } from '../session/viewer.tsx';
import type { EventTypeChoice } from './documents.ts';
import type { FormErrors } from './use-form-errors.ts';
import { WebhookFields } from './webhook-fields.tsx';
import type { WebhookValues } from './webhook-values.ts';

interface WebhookFormProps {
  form: UseFormReturnType<WebhookValues>;
  errors: FormErrors;
  types: readonly EventTypeChoice[];
  /** Null for a new webhook. */
  webhookId: string | null;
  /** Shown above the fields. */
  notice?: ReactNode;
  /** Shown above the buttons, where it moves no field. */
  lastNotice?: ReactNode;
  /** Why the form cannot be used; null when it can. */
  blockedReason?: string | null;
  submitLabel: string;
  isRunning: boolean;
  onSubmit: (values: WebhookValues) => Promise<void>;
  cancelLabel: string;
  onCancel: () => void;
  /** Whether there is nothing to cancel. */
  isCancelDisabled?: boolean;
}

/** The form of a webhook. */
export function WebhookForm(props: WebhookFormProps) {
  const { form, errors, types, webhookId, notice, blockedReason = null } = props;
  const { can } = useViewer();
  const isDisabled = blockedReason !== null || !can('webhooks:write');
  return (
    <form onSubmit={form.onSubmit((values) => void props.onSubmit(values))} noValidate>
      <Stack gap="lg">
        {notice}
        {errors.others.length > 0 && (
          <Alert
            key={errors.others.map(({ message }) => message).join()}
            ref={moveTo}
            tabIndex={-1}
            color="red"
            role="alert"
            title="The webhook is not saved"
          >
            {errors.others.map(({ message }) => (
              <div key={message}>{message}</div>
            ))}
          </Alert>
        )}
        <Fieldset variant="unstyled" disabled={isDisabled} miw={0} mx={0}>
          <WebhookFields form={form} types={types} webhookId={webhookId} isDisabled={isDisabled} />
        </Fieldset>
        <PreviewPanel form={form} errors={errors} />
        {props.lastNotice}
        <Group>
          <ScopedButton
            scope="webhooks:write"
            type="submit"
            blockedReason={blockedReason}
            loading={props.isRunning}
          >
            {props.submitLabel}
          </ScopedButton>
          <Button
            variant="default"
            disabled={props.isCancelDisabled ?? false}
            onClick={props.onCancel}
          >
            {props.cancelLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Moves to an error that has appeared above the form: the button that caused it is far below. */
function moveTo(element: HTMLElement | null): void {
  element?.focus();
}
