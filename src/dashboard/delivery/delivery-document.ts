import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../api/graphql/index.ts';

export const attemptFields = graphql(/* GraphQL */ `
  fragment DeliveryAttempt on Attempt {
    number
    format
    digestSize
    note
    url
    startedAt
    durationMs
    lookUpMs
    connectMs
    tlsMs
    firstByteMs
    isConnectionReused
    remoteAddress
    requestHeaders
    responseStatus
    responseHeaders
    responseBody
    responseBodyCut
    responseBodyError
    errorCode
    errorMessage
  }
`);

export const deliveryDocument = graphql(/* GraphQL */ `
  query DeliveryScreen($id: ID!) {
    delivery(id: $id) {
      ...DeliveryRow
      requestPayload
      event {
        id
        erasedAt
      }
      webhook {
        id
        status
        format
        secretHint
      }
      attempts {
        ...DeliveryAttempt
      }
    }
  }
`);

/** The other deliveries of the same event to the same webhook. */
export const relatedDocument = graphql(/* GraphQL */ `
  query DeliveryRelated($eventId: ID!, $webhookId: ID!) {
    deliveries(filter: { eventId: $eventId, webhookIds: [$webhookId] }, first: 20) {
      nodes {
        ...DeliveryRow
      }
    }
  }
`);

export type DeliveryDetails = NonNullable<ResultOf<typeof deliveryDocument>['delivery']>;
export type AttemptDetails = ResultOf<typeof attemptFields>;
