import { Button, FileButton } from '@mantine/core';

/** Reads the body from a file: text that is pasted loses CRLF line breaks in every browser. */
export function BodyFileButton({ onRead }: { onRead: (body: string) => void }) {
  async function read(file: File | null) {
    if (!file) return;
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true }); // keeps the byte order mark
    onRead(decoder.decode(await file.arrayBuffer()));
  }
  return (
    <FileButton onChange={(file) => void read(file)}>
      {(button) => (
        <Button {...button} variant="subtle" size="compact-sm" mt={4}>
          Read it from a file, byte for byte
        </Button>
      )}
    </FileButton>
  );
}
