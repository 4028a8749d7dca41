import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from './graphql/index.ts';

/** The fields of a delivery that lists and live updates have. */
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
