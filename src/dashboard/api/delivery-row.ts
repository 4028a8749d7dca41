import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from './graphql/index.ts';

/** What a list shows of a delivery, and what its live updates bring. */
export const deliveryRow = graphql(/* GraphQL */ `
  fragment DeliveryRow on Delivery {
    id
    status
    statusReason
    trigger
    eventType
    webhookId
    webhook {
      id
      name
      status
    }
    errorCode
    errorMessage
    responseStatus
    responseTimeMs
    attemptCount
    maxAttempts
    nextAttemptAt
    createdAt
    completedAt
    updatedAt
  }
`);

/** A delivery as lists and live updates have it. */
export type DeliveryRow = ResultOf<typeof deliveryRow>;
