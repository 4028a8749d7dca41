import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { WebhookFormNewQuery } from '../api/graphql/graphql.ts';
import { SecretDialog } from '../secret/secret-dialog.tsx';
import { secretLoss, type ShownSecret } from '../secret/shown-secret.ts';
import { TestDialog } from '../send-test/test-dialog.tsx';
import { describeFullPlan } from '../webhooks/usage.ts';
import { listDifferences } from './compare-values.ts';
import type { EventTypeChoice } from './documents.ts';
import { LeaveGuard, nothingUnsaved } from './leave-guard.tsx';
import { PlanNotice } from './plan-notice.tsx';
import { useCreateWebhook } from './use-create-webhook.ts';
import { useFormErrors } from './use-form-errors.ts';
import { WebhookForm } from './webhook-form.tsx';
import { formLoss, newValues, type WebhookValues } from './webhook-values.ts';

interface NewWebhookFormProps {
  types: readonly EventTypeChoice[];
  usage: WebhookFormNewQuery['workspace'];
}

/** The parts of making a webhook, in their order. */
type Stage =
  { name: 'form' } | { name: 'secret'; shown: ShownSecret } | { name: 'test'; webhookId: string };

/** The form for a new webhook; then its secret, unless it is for a chat service, and a first test. */
export function NewWebhookForm({ types, usage }: NewWebhookFormProps) {
  const form = useForm<WebhookValues>({ initialValues: newValues });
  const errors = useFormErrors(form);
  const create = useCreateWebhook();
  const navigate = useNavigate();
  const [stage, setStage] = useState<Stage>({ name: 'form' });
  const isNew = stage.name === 'form';
  const isChanged = isNew && listDifferences(newValues, form.values).length > 0;

  async function submit(values: WebhookValues): Promise<void> {
    const creation = await create.run(values);
    if (creation === null) return;
    errors.show('errors' in creation ? creation.errors : []);
    if ('shown' in creation) setStage({ name: 'secret', shown: creation.shown });
    if ('webhookId' in creation) setStage({ name: 'test', webhookId: creation.webhookId });
  }

  const open = (id: string) =>
    void navigate(`/webhooks/${id}/deliveries`, { replace: true, state: nothingUnsaved });
  return (
    <>
      <WebhookForm
        {...{ form, errors, types, webhookId: null }}
        notice={isNew && <PlanNotice usage={usage} />}
        blockedReason={isNew ? describeFullPlan(usage) : null}
        submitLabel="Create webhook"
        isRunning={create.isRunning}
        onSubmit={submit}
        cancelLabel="Cancel"
        onCancel={() => void navigate('/webhooks')}
      />
      <LeaveGuard loss={stage.name === 'secret' ? secretLoss : isChanged ? formLoss : null} />
      <SecretDialog
        shown={stage.name === 'secret' ? stage.shown : null}
        onStored={({ webhook }, next) => {
          if (next === 'test') setStage({ name: 'test', webhookId: webhook.id });
          else open(webhook.id);
        }}
      />
      {stage.name === 'test' && (
        <TestDialog webhookId={stage.webhookId} isOpen onClose={() => open(stage.webhookId)} />
      )}
    </>
  );
}
