import { Alert, Text } from '@mantine/core';
import { writeSeconds } from '../words/durations.ts';
import type { Refusal } from './use-send-test.ts';

interface TestRefusalProps {
  refusal: Refusal | null;
  /** Seconds until the next test is allowed. */
  waitSeconds: number;
}

/** Says why a test was not sent, and when the next one is allowed. */
export function TestRefusal({ refusal, waitSeconds }: TestRefusalProps) {
  if (refusal === null) return null;
  if (refusal.endsAt !== null && waitSeconds === 0) {
    return (
      <Text size="sm" role="status">
        The next test is allowed now.
      </Text>
    );
  }
  return (
    <Alert color={refusal.endsAt === null ? 'red' : 'orange'} title="The test was not sent">
      {refusal.errors.map(({ message }) => (
        <Text key={message} size="sm" role="alert">
          {message}
        </Text>
      ))}
      {waitSeconds > 0 && (
        <Text size="sm" role="timer">
          The next test is allowed in {writeSeconds(waitSeconds)}.
        </Text>
      )}
    </Alert>
  );
}
