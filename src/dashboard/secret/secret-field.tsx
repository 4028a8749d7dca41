import { ActionIcon, Group, TextInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyButton } from '../components/copy.tsx';

/** A secret: hidden until one shows it, since others may see the screen. */
export function SecretField({ secret }: { secret: string }) {
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? IconEyeOff : IconEye;
  return (
    <Group gap="xs" align="flex-end" wrap="wrap">
      <TextInput
        label="Secret"
        readOnly
        value={isShown ? secret : hide(secret)}
        onCopy={(event) => {
          // Without this, the hidden form of the secret would be copied.
          event.clipboardData.setData('text/plain', secret);
          event.preventDefault();
        }}
        onFocus={({ currentTarget }) => currentTarget.select()}
        flex="1 1 260px"
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        rightSection={
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={isShown ? 'Hide secret' : 'Show secret'}
            onClick={() => setShown(!isShown)}
          >
            <Icon size={16} />
          </ActionIcon>
        }
      />
      <CopyButton size="sm" text={secret} label="Copy secret" />
    </Group>
  );
}

/** Leaves the prefix and the last four characters, by which one knows a secret again. */
function hide(secret: string): string {
  return `whsec_${'•'.repeat(24)}${secret.slice(-4)}`;
}
