import { Modal } from '@mantine/core';
import {
  createContext,
  useCallback,
  useContext,
  useState,
  type ComponentType,
  type ReactNode,
} from 'react';
import { useQuery } from 'urql';
import { webhookDocument, type WebhookFacts } from '../webhook-facts.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import type { DialogBodyProps } from './dialog-body.ts';
import { EnableDialog } from './enable-dialog.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { ResumeDialog } from './resume-dialog.tsx';
import { createReturn } from './return-focus.ts';
import { RoomDialog } from './room-dialog.tsx';

const dialogs = {
  pause: { title: 'Pause webhook', Body: PauseDialog },
  resume: { title: 'Resume webhook', Body: ResumeDialog },
  enable: { title: 'Enable webhook', Body: EnableDialog },
  delete: { title: 'Delete webhook', Body: DeleteDialog },
  room: { title: 'Suspended by the plan', Body: RoomDialog },
} satisfies Record<string, { title: string; Body: ComponentType<DialogBodyProps> }>;

/** An action on a webhook that has a dialog. */
export type WebhookAction = keyof typeof dialogs;

/** Opens the dialog of an action. The focus returns to `opener`, or near it when it has gone meanwhile. */
type OpenDialog = (
  action: WebhookAction,
  webhook: WebhookFacts,
  opener: HTMLElement | null,
) => void;

const OpenDialogContext = createContext<OpenDialog>(() => undefined);

/** Returns how a dialog is opened; inside `WebhookDialogs`. */
export function useWebhookDialog(): OpenDialog {
  return useContext(OpenDialogContext);
}

interface OpenedDialog {
  action: WebhookAction;
  webhook: WebhookFacts;
  returnFocus: () => void;
}

interface WebhookDialogsProps {
  /** Called once a webhook is deleted. */
  onDeleted?: () => void;
  children: ReactNode;
}

/** Gives the parts inside it the dialogs of a webhook. */
export function WebhookDialogs({ onDeleted = () => undefined, children }: WebhookDialogsProps) {
  const [dialog, setDialog] = useState<OpenedDialog | null>(null);
  const [isOpen, setOpen] = useState(false);
  const open = useCallback<OpenDialog>((action, webhook, opener) => {
    setDialog({ action, webhook, returnFocus: createReturn(opener) });
    setOpen(true);
  }, []);
  return (
    <OpenDialogContext value={open}>
      {children}
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={dialog && dialogs[dialog.action].title}
        returnFocus={false}
        onExitTransitionEnd={() => dialog?.returnFocus()}
      >
        {dialog && <DialogBody {...dialog} close={() => setOpen(false)} onDeleted={onDeleted} />}
      </Modal>
    </OpenDialogContext>
  );
}

/** The body of a dialog, with the webhook as it is now. */
function DialogBody({ action, webhook, ...ends }: Pick<OpenedDialog, 'action'> & DialogBodyProps) {
  const [{ data }] = useQuery({ query: webhookDocument, variables: { id: webhook.id } });
  const { Body } = dialogs[action];
  return <Body webhook={data?.webhook ?? webhook} {...ends} />;
}
