import { Button, Checkbox, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { ShownSecret } from './shown-secret.ts';
import classes from './secret-steps.module.css';
import { SecretField } from './secret-field.tsx';

/** Loaded when a secret is shown: it holds the document for integrators. */
const Programs = lazy(async () => ({ default: (await import('./programs.tsx')).Programs }));

interface SecretStepsProps {
  shown: ShownSecret;
  onStored: (next: 'done' | 'test') => void;
}

/** The secret, programs that verify with it, and the promise that it is stored. */
export function SecretSteps({ shown: { secret, webhook }, onStored }: SecretStepsProps) {
  const [isStored, setStored] = useState(false);
  return (
    <Stack gap="md">
      <Text size="sm">
        Every request to <b className="foreign-text">{webhook.name}</b> is signed with this secret.
        It is shown only now. Store it like a password, and keep it out of code and logs.
      </Text>
      <SecretField secret={secret} />
      <Title order={3} size="h5">
        Verify requests with it
      </Title>
      <Suspense fallback={<Skeleton height={420} />}>
        <Programs secret={secret} url={webhook.url} />
      </Suspense>
      <Group justify="space-between" className={classes.footer}>
        <Checkbox
          label="I have stored it"
          checked={isStored}
          onChange={({ currentTarget }) => setStored(currentTarget.checked)}
        />
        <Group gap="xs">
          <Button variant="default" disabled={!isStored} onClick={() => onStored('done')}>
            Close
          </Button>
          <Button disabled={!isStored} onClick={() => onStored('test')}>
            Send a test
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
