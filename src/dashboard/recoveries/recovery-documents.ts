import type { ResultOf } from '@graphql-typed-document-node/core';
import { graphql } from '../api/graphql/index.ts';

export const recoveryRow = graphql(/* GraphQL */ `
  fragment RecoveryRow on Recovery {
    id
    status
    filter
    searchedUntil
    expectedCount {
      count
      isExact
    }
    recoveredCount
    skippedCounts {
      reason
      count
    }
    createdAt
    updatedAt
    endedAt
  }
`);

/** A recovery with its progress. */
export type RecoveryRow = ResultOf<typeof recoveryRow>;

export const recoveriesDocument = graphql(/* GraphQL */ `
  query Recoveries($first: Int, $after: String, $last: Int, $before: String) {
    recoveries(first: $first, after: $after, last: $last, before: $before) {
      nodes {
        ...RecoveryRow
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

export const recoveryDocument = graphql(/* GraphQL */ `
  query Recovery($id: ID!) {
    recovery(id: $id) {
      ...RecoveryRow
    }
  }
`);

/** Its message changes the recovery in the cache, and so wherever it is shown. */
export const followRecoveryDocument = graphql(/* GraphQL */ `
  subscription RecoveryFollow($id: ID!) {
    recoveryUpdated(id: $id) {
      ...RecoveryRow
    }
  }
`);

export const recoverDocument = graphql(/* GraphQL */ `
  mutation RecoveryStart($input: RecoverDeliveriesInput!) {
    recoverDeliveries(input: $input) {
      recovery {
        ...RecoveryRow
      }
      count {
        count
        isExact
      }
      skippedCounts {
        reason
        count
      }
      oldestAt
      estimatedSeconds
      userErrors {
        code
        field
        message
        retryAfterSeconds
      }
    }
  }
`);

export const cancelDocument = graphql(/* GraphQL */ `
  mutation RecoveryCancel($input: CancelRecoveryInput!) {
    cancelRecovery(input: $input) {
      recovery {
        ...RecoveryRow
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

/** The outcome of the deliveries that were made again. */
export const recoveredDocument = graphql(/* GraphQL */ `
  query RecoveryOutcome(
    $succeeded: DeliveryFilter!
    $failed: DeliveryFilter!
    $pending: DeliveryFilter!
  ) {
    succeeded: deliveries(filter: $succeeded, first: 1) {
      totalCount {
        count
        isExact
      }
    }
    failed: deliveries(filter: $failed, first: 1) {
      totalCount {
        count
        isExact
      }
    }
    pending: deliveries(filter: $pending, first: 1) {
      totalCount {
        count
        isExact
      }
    }
  }
`);

export const firstWebhooksDocument = graphql(/* GraphQL */ `
  query RecoveryFirstWebhooks {
    webhooks(first: 100, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
  }
`);

export const recoveryWebhooksDocument = graphql(/* GraphQL */ `
  query RecoveryWebhooks($search: String!) {
    webhooks(first: 20, search: $search, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
  }
`);
