import { ActionIcon, Box, Button, Tooltip, VisuallyHidden, type ButtonProps } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect } from 'react';

interface CopyProps {
  text: string;
  /** Such as "Copy the path". */
  label: string;
}

/** Copies a text, and says so when the browser refuses it, as in some frames. */
function useCopy(text: string) {
  const { copy, copied, error } = useClipboard({ timeout: 3_000 });
  useEffect(() => {
    if (!error) return;
    const message =
      'The browser does not permit copying here. Select the text and copy it by hand.';
    notifications.show({ color: 'red', message });
  }, [error]);
  return { copied, copy: () => copy(text) };
}

/** A small button that copies. */
export function CopyIcon({ text, label }: CopyProps) {
  const { copied, copy } = useCopy(text);
  return (
    <Tooltip label={copied ? 'Copied' : label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={copied ? 'Copied' : label}
        onClick={copy}
      >
        {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}

/** A button with words that copies. */
export function CopyButton({ text, label, ...button }: CopyProps & ButtonProps) {
  const { copied, copy } = useCopy(text);
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Box>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<Icon size={14} aria-hidden />}
        {...button}
        onClick={copy}
      >
        {copied ? 'Copied' : label}
      </Button>
      <VisuallyHidden role="status">{copied && 'Copied'}</VisuallyHidden>
    </Box>
  );
}
