import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from 'urql';
import { describeError } from './describe-error.ts';

/** An error that the person at the page can fix. */
export interface ActionError {
  code: string;
  /** The field of the input, such as `url`; null when it concerns no single one. */
  field: string | null;
  message: string;
  retryAfterSeconds?: number | null;
}

/** The result of a mutation. */
interface ActionPayload {
  userErrors: readonly ActionError[];
}

interface Action<Input, Payload> {
  isRunning: boolean;
  /**
   * Runs the mutation. Returns its payload, whose `userErrors` are for the caller to show. Null when the service could
   * not run it: then a notice has said why.
   */
  run(input: Input): Promise<Payload | null>;
}

/** Prepares a mutation with one field and one `input`. */
export function useAction<Input, Payload extends ActionPayload>(
  document: TypedDocumentNode<Record<string, Payload>, { input: Input }>,
): Action<Input, Payload> {
  const [{ fetching }, execute] = useMutation(document);
  return {
    isRunning: fetching,
    async run(input) {
      const { data, error } = await execute({ input });
      const [payload] = Object.values(data ?? {});
      if (payload) return payload;
      if (error) notifications.show({ color: 'red', ...describeError(error) });
      return null;
    },
  };
}

/** Shows errors that belong to no field of a form. */
export function showActionErrors(errors: readonly ActionError[]): void {
  for (const { message } of errors) notifications.show({ color: 'red', message });
}
