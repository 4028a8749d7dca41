import { useCallback, useState } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

/** The delivery that was opened last from each place of the history, by the key of the place. */
const openedFrom = new Map<string, string>();

interface ReturnToRow {
  /** The delivery whose link gets the focus as soon as it is drawn; null for none. */
  returnId: string | null;
  focusLink: (link: HTMLElement | null) => void;
  rememberOpened: (deliveryId: string) => void;
}

/** On the way back to a list, gives the focus to the row that was opened. */
export function useReturnToRow(): ReturnToRow {
  const { key } = useLocation();
  const isReturn = useNavigationType() === NavigationType.Pop;
  const [returnId, setReturnId] = useState(() => (isReturn ? (openedFrom.get(key) ?? null) : null));
  const focusLink = useCallback((link: HTMLElement | null) => {
    if (!link) return;
    link.focus({ preventScroll: true });
    setReturnId(null); // not again when the row is drawn again
  }, []);
  return { returnId, focusLink, rememberOpened: (id) => openedFrom.set(key, id) };
}
