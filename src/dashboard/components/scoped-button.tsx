import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { MouseEventHandler, Ref } from 'react';
import { useViewer } from '../session/viewer.tsx';

interface ScopedButtonProps extends ButtonProps {
  /** The scope that the action needs. */
  scope: 'webhooks:write' | 'webhooks:read' | 'events:publish';
  /** Why the action is not possible now; null when it is. */
  blockedReason?: string | null;
  /** `submit` for the button of a form, which needs no `onClick`. */
  type?: 'button' | 'submit';
  onClick?: MouseEventHandler<HTMLButtonElement>;
  ref?: Ref<HTMLButtonElement>;
}

/**
 * A button that says why it cannot be used: the token lacks the scope, or another reason. It stays in the order of the
 * keyboard then, so that everyone can learn the reason.
 */
export function ScopedButton({
  scope,
  blockedReason = null,
  onClick,
  ...button
}: ScopedButtonProps) {
  const { can } = useViewer();
  const reason = can(scope)
    ? blockedReason
    : `The token does not permit this: it lacks the scope ${scope}.`;
  if (reason === null) return <Button {...button} {...(onClick && { onClick })} />;
  return (
    <Tooltip label={reason} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Button {...button} data-disabled aria-disabled onClick={(event) => event.preventDefault()} />
    </Tooltip>
  );
}
