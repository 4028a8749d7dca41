import { Code, Paper, Stack, Text, Title } from '@mantine/core';
import type { RefObject } from 'react';
import { formats, isChat } from '../format/formats.ts';
import { RelativeTime } from '../components/relative-time.tsx';
import { ScopedButton } from '../components/scoped-button.tsx';
import type { WebhookSettings } from '../webhook-form/documents.ts';
import { PreviousSecret } from './previous-secret.tsx';
import { RegenerateDialog } from './regenerate-dialog.tsx';
import type { Regeneration } from './use-regenerate.ts';

interface SecretPanelProps {
  webhook: WebhookSettings;
  /** The button, to which the focus returns after the dialogs. */
  buttonRef: RefObject<HTMLButtonElement | null>;
  regeneration: Regeneration;
  /** Whether the dialog is open that creates a new secret. */
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}

/** The facts about the secret of a webhook, and the button that replaces it. */
export function SecretPanel(props: SecretPanelProps) {
  const { webhook, buttonRef, regeneration, isOpen, setOpen } = props;
  const { secretHint, secretCreatedAt, format } = webhook;
  if (isChat(format)) return <NoSignature service={formats[format].name} />;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="secret-title">
      <Stack gap="sm" align="flex-start">
        <Title order={2} size="h4" id="secret-title">
          Secret
        </Title>
        <Text size="sm">
          It ends in <Code>{secretHint}</Code> and was created{' '}
          <RelativeTime time={secretCreatedAt} />. It cannot be shown again.
        </Text>
        <PreviousSecret webhook={webhook} onEnded={() => buttonRef.current?.focus()} />
        <ScopedButton
          ref={buttonRef}
          scope="webhooks:write"
          variant="default"
          onClick={() => setOpen(true)}
        >
          Regenerate secret
        </ScopedButton>
      </Stack>
      <RegenerateDialog
        webhook={webhook}
        regeneration={regeneration}
        isOpen={isOpen}
        onClose={() => {
          setOpen(false);
          buttonRef.current?.focus();
        }}
      />
    </Paper>
  );
}

/** Says why there is nothing to store for a chat service. */
function NoSignature({ service }: { service: string }) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="secret-title">
      <Title order={2} size="h4" id="secret-title" mb="sm">
        Secret
      </Title>
      <Text size="sm">
        {service} does not verify signatures, so messages are not signed and there is nothing to
        store. The URL alone permits to post. If the format becomes JSON, create a secret here.
      </Text>
    </Paper>
  );
}
