import type { Violation, WebhookOfRun } from '../journal.ts';
import type { Evidence } from './index-book.ts';

/** Texts that must not appear anywhere: the webhooks' secrets, with and without their prefix. */
export function secretTexts(webhooks: readonly WebhookOfRun[]): string[] {
  return webhooks.flatMap(({ secret }) => [secret, secret.replace('whsec_', '')]);
}

/** Promise 5: no secret appears in any node's output or in any column. */
export function checkSecrets({ journal, book }: Evidence): Violation[] {
  const texts = secretTexts(journal.webhooks);
  const outputs = journal.nodes.flatMap(({ name, output }) =>
    texts.some((text) => output.includes(text))
      ? [violate('a node wrote a secret', { node: name, output })]
      : [],
  );
  const rows = book.secretRows.map((found) => violate('a row holds a secret', found));
  const sent = journal.requests.flatMap(({ webhookId, headers, body }) => {
    const text = JSON.stringify(headers) + body.toString();
    return texts.some((secret) => text.includes(secret))
      ? [violate('a request carried a secret', { webhookId, headers })]
      : [];
  });
  return [...outputs, ...rows, ...sent];
}

function violate(what: string, evidence: unknown): Violation {
  return { promise: 5, what, evidence };
}
