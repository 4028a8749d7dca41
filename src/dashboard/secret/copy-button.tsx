import { Box, Button, Text, VisuallyHidden, type ButtonProps } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CopyButtonProps extends ButtonProps {
  text: string;
  /** Says what is copied, such as "Copy secret". */
  label: string;
}

/** Copies a text. Where the browser does not permit it, as in some frames, the button says what helps. */
export function CopyButton({ text, label, ...button }: CopyButtonProps) {
  const { copy, copied, error } = useClipboard({ timeout: 3_000 });
  return (
    <Box>
      <Button
        variant="default"
        leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        {...button}
        onClick={() => copy(text)}
      >
        {copied ? 'Copied' : label}
      </Button>
      <Text role="status" size="xs" c="dimmed">
        {copied && <VisuallyHidden>Copied</VisuallyHidden>}
        {error && 'The browser does not permit copying here. Select the text and copy it by hand.'}
      </Text>
    </Box>
  );
}
