import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../api/graphql/index.ts';

/** A webhook that a test can be sent to, and the event types to choose from. */
export const testTargetDocument = graphql(/* GraphQL */ `
  query TestTarget($id: ID!) {
    eventTypes {
      ...EventTypeChoice
    }
    webhook(id: $id) {
      id
      name
      url
      format
      events
      status
    }
  }
`);

export type TestTarget = ResultOf<typeof testTargetDocument>;

export const sendTestDocument = graphql(/* GraphQL */ `
  mutation TestSend($input: SendTestInput!) {
    sendTest(input: $input) {
      delivery {
        ...DeliveryRow
        event {
          id
        }
      }
      userErrors {
        code
        field
        message
        retryAfterSeconds
      }
    }
  }
`);

export const testResultDocument = graphql(/* GraphQL */ `
  query TestResult($id: ID!) {
    delivery(id: $id) {
      ...DeliveryRow
    }
  }
`);
