import { graphql } from './graphql/index.ts';

/** The fields of an error the caller can fix. */
export const UserErrorFields = graphql(`
  fragment UserErrorFields on UserError {
    code
    field
    message
    retryAfterSeconds
  }
`);

/** A webhook as a list shows it. */
export const WebhookFields = graphql(`
  fragment WebhookFields on Webhook {
    id
    name
    url
    events
    timeoutSeconds
    status
    statusReason
    secretHint
  }
`);

/** A delivery with every field of the log. */
export const DeliveryFields = graphql(`
  fragment DeliveryFields on Delivery {
    id
    eventType
    webhookId
    trigger
    status
    statusReason
    attemptCount
    maxAttempts
    errorCode
    errorMessage
    nextAttemptAt
    updatedAt
    completedAt
    requestPayload
    requestHeaders
    responseStatus
    responseTimeMs
    event {
      id
      type
    }
    webhook {
      id
    }
    attempts {
      number
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
      responseBodyError
      errorCode
      errorMessage
    }
  }
`);

/** Makes a webhook. */
export const CreateWebhook = graphql(`
  mutation CreateWebhook($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      secret
      webhook {
        ...WebhookFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Changes settings of a webhook. */
export const UpdateWebhook = graphql(`
  mutation UpdateWebhook($input: UpdateWebhookInput!) {
    updateWebhook(input: $input) {
      webhook {
        ...WebhookFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Deletes a webhook. */
export const DeleteWebhook = graphql(`
  mutation DeleteWebhook($input: DeleteWebhookInput!) {
    deleteWebhook(input: $input) {
      deletedId
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Pauses a webhook. */
export const PauseWebhook = graphql(`
  mutation PauseWebhook($input: PauseWebhookInput!) {
    pauseWebhook(input: $input) {
      webhook {
        ...WebhookFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Resumes a paused webhook. */
export const ResumeWebhook = graphql(`
  mutation ResumeWebhook($input: ResumeWebhookInput!) {
    resumeWebhook(input: $input) {
      waitingCount
      oldestWaitingAt
      webhook {
        ...WebhookFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Enables a disabled webhook. */
export const EnableWebhook = graphql(`
  mutation EnableWebhook($input: EnableWebhookInput!) {
    enableWebhook(input: $input) {
      webhook {
        ...WebhookFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Creates a new secret. */
export const RegenerateSecret = graphql(`
  mutation RegenerateSecret($input: RegenerateSecretInput!) {
    regenerateSecret(input: $input) {
      secret
      webhook {
        ...WebhookFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Ends the previous secret. */
export const EndPreviousSecret = graphql(`
  mutation EndPreviousSecret($input: EndPreviousSecretInput!) {
    endPreviousSecret(input: $input) {
      webhook {
        ...WebhookFields
        version
        previousSecretEndsAt
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Sends a sample to one webhook. */
export const SendTest = graphql(`
  mutation SendTest($input: SendTestInput!) {
    sendTest(input: $input) {
      delivery {
        id
        trigger
        status
        attemptCount
        requestPayload
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Sends a delivery again. */
export const ResendDelivery = graphql(`
  mutation ResendDelivery($input: ResendDeliveryInput!) {
    resendDelivery(input: $input) {
      delivery {
        id
        trigger
        status
        attemptCount
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** A recovery with its progress. */
export const RecoveryFields = graphql(`
  fragment RecoveryFields on Recovery {
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

/** Recovers failed deliveries, or counts them. */
export const RecoverDeliveries = graphql(`
  mutation RecoverDeliveries($input: RecoverDeliveriesInput!) {
    recoverDeliveries(input: $input) {
      recovery {
        ...RecoveryFields
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
        ...UserErrorFields
      }
    }
  }
`);

/** Cancels a recovery. */
export const CancelRecovery = graphql(`
  mutation CancelRecovery($input: CancelRecoveryInput!) {
    cancelRecovery(input: $input) {
      recovery {
        ...RecoveryFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** One recovery. */
export const GetRecovery = graphql(`
  query GetRecovery($id: ID!) {
    recovery(id: $id) {
      ...RecoveryFields
    }
  }
`);

/** The progress of a recovery. */
export const RecoveryUpdated = graphql(`
  subscription RecoveryUpdated($id: ID!) {
    recoveryUpdated(id: $id) {
      ...RecoveryFields
    }
  }
`);

/** A page of recoveries. */
export const ListRecoveries = graphql(`
  query ListRecoveries($first: Int! = 100, $after: String) {
    recoveries(first: $first, after: $after) {
      nodes {
        id
        status
      }
    }
  }
`);

/** Publishes events. */
export const PublishEvents = graphql(`
  mutation PublishEvents($input: PublishEventsInput!) {
    publishEvents(input: $input) {
      events {
        id
        type
        payload
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** One webhook with its counts. */
export const GetWebhook = graphql(`
  query GetWebhook($id: ID!) {
    webhook(id: $id) {
      ...WebhookFields
      deliveryCounts {
        total
        succeeded
        failed
        pending {
          count
          isExact
        }
      }
    }
  }
`);

/** One delivery with everything. */
export const GetDelivery = graphql(`
  query GetDelivery($id: ID!) {
    delivery(id: $id) {
      ...DeliveryFields
    }
  }
`);

/** A page of the workspace's log, with everything. */
export const ListDeliveries = graphql(`
  query ListDeliveries($filter: DeliveryFilter, $first: Int! = 100, $after: String) {
    deliveries(filter: $filter, first: $first, after: $after) {
      nodes {
        ...DeliveryFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** A page of one webhook's log. */
export const ListWebhookDeliveries = graphql(`
  query ListWebhookDeliveries($id: ID!, $first: Int! = 100, $after: String) {
    webhook(id: $id) {
      deliveries(first: $first, after: $after) {
        nodes {
          id
          status
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

/** The live stream of the log. */
export const DeliveryUpdated = graphql(`
  subscription DeliveryUpdated($webhookId: ID, $filter: DeliveryFilter, $after: String) {
    deliveryUpdated(webhookId: $webhookId, filter: $filter, after: $after) {
      cursor
      gap
      isStart
      isMatch
      edge {
        cursor
        node {
          id
        }
      }
      delivery {
        id
        status
        attemptCount
        webhook {
          id
        }
      }
    }
  }
`);

export const WebhookUpdated = graphql(`
  subscription WebhookUpdated($webhookId: ID) {
    webhookUpdated(webhookId: $webhookId) {
      isStart
      gap
      deletedId
      webhook {
        id
        name
        status
        version
        health {
          failingSince
          coolingDownUntil
        }
        deliveryCounts {
          succeeded
          failed
        }
      }
    }
  }
`);

/** Removes the text of an event. */
export const EraseEvent = graphql(`
  mutation EraseEvent($input: EraseEventInput!) {
    eraseEvent(input: $input) {
      event {
        id
        type
        payload
        erasedAt
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Deletes a workspace with everything in it. */
export const DeleteWorkspace = graphql(`
  mutation DeleteWorkspace($input: DeleteWorkspaceInput!) {
    deleteWorkspace(input: $input) {
      deletion {
        ...DeletionFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Reads the progress of the deletion of a workspace. */
export const GetWorkspaceDeletion = graphql(`
  query GetWorkspaceDeletion($id: ID!) {
    workspaceDeletion(id: $id) {
      ...DeletionFields
    }
  }
`);

export const DeletionFields = graphql(`
  fragment DeletionFields on WorkspaceDeletion {
    workspaceId
    requestedAt
    endedAt
    removedCount
  }
`);
