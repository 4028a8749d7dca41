import { Code, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ScopedButton } from '../components/scoped-button.tsx';
import { isChat } from '../format/formats.ts';
import { writeSeconds } from '../words/durations.ts';
import { useRemainingSeconds } from '../components/use-remaining-seconds.ts';
import type { TestTarget } from './documents.ts';
import { orderEventTypes } from './order-event-types.ts';
import { SampleChoice } from './sample-choice.tsx';
import { TestRefusal } from './test-refusal.tsx';
import { TestResult } from './test-result.tsx';
import { useSendTest } from './use-send-test.ts';

interface TestFormProps {
  webhook: NonNullable<TestTarget['webhook']>;
  types: TestTarget['eventTypes'];
}

const statusNotes = {
  ACTIVE: null,
  PAUSED: 'The webhook is paused. A test is sent all the same.',
  DISABLED: 'The webhook is disabled. A test is sent all the same, and does not enable it.',
  SUSPENDED: 'The webhook is suspended, since the plan has no room for it.',
};

/** Chooses an event type, shows its sample, and sends it. */
export function TestForm({ webhook, types }: TestFormProps) {
  const names = types.map(({ name }) => name);
  const groups = orderEventTypes(names, webhook.events);
  const [chosen, choose] = useState(groups[0]?.items[0] ?? '');
  const { send, isRunning, sent, refusal } = useSendTest(webhook.id);
  const waitSeconds = useRemainingSeconds(refusal?.endsAt ?? null);
  const type = types.find(({ name }) => name === chosen);
  const note = statusNotes[webhook.status];
  return (
    <Stack gap="md">
      <Text size="sm">
        One request with a sample goes to <b className="foreign-text">{webhook.url}</b>.{' '}
        {isChat(webhook.format) ? (
          'Its message begins with “Test: ”.'
        ) : (
          <>
            Its body has <Code>&quot;test&quot;: true</Code>.
          </>
        )}{' '}
        It is not repeated when it fails.
      </Text>
      {note !== null && <Text size="sm">{note}</Text>}
      <SampleChoice groups={groups} type={type} onChoose={choose} />
      <TestRefusal refusal={refusal} waitSeconds={waitSeconds} />
      <ScopedButton
        scope="webhooks:write"
        loading={isRunning}
        blockedReason={
          waitSeconds > 0 ? `The next test is allowed in ${writeSeconds(waitSeconds)}.` : null
        }
        onClick={() => void send(chosen)}
      >
        Send test
      </ScopedButton>
      <Stack gap="xs" aria-live="polite">
        {sent.map((test) => (
          <TestResult key={test.deliveryId} test={test} />
        ))}
      </Stack>
    </Stack>
  );
}
