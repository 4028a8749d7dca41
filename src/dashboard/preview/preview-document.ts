import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../api/graphql/index.ts';

/** Asks which of the last events settings would send, and how. */
export const previewDocument = graphql(/* GraphQL */ `
  query Preview($input: PreviewWebhookInput!, $first: Int) {
    previewWebhook(input: $input, first: $first) {
      events {
        event {
          id
          type
          occurredAt
        }
        isMatch
        clause
        body
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export type Preview = ResultOf<typeof previewDocument>['previewWebhook'];
export type PreviewedEvent = NonNullable<Preview['events']>[number];
