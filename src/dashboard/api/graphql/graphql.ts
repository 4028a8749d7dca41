/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type DeliveryStatus =
  /** No more attempts are made; see `statusReason`. Final. */
  | 'FAILED'
  /** Not finished: an attempt is in progress or still to come. */
  | 'PENDING'
  /** The receiver returned a 2xx status in time. Final. */
  | 'SUCCEEDED';

/** Why a delivery FAILED. */
export type DeliveryStatusReason =
  /** The last allowed attempt failed. */
  | 'ATTEMPTS_EXHAUSTED'
  /** The delivery waited longer than deliveries are kept, or its event is no longer kept. */
  | 'EXPIRED'
  /** `eraseEvent` removed the text that was still to be sent. */
  | 'PAYLOAD_ERASED'
  /** The receiver returned 410 Gone. */
  | 'RECEIVER_GONE'
  /** The webhook was deleted before the delivery was sent. */
  | 'WEBHOOK_DELETED'
  /** The webhook was disabled before the delivery was sent. */
  | 'WEBHOOK_DISABLED'
  /** The plan has no room for the webhook. */
  | 'WEBHOOK_SUSPENDED'
  /** The whole workspace is being deleted. */
  | 'WORKSPACE_DELETED';

/** Why a delivery exists. */
export type DeliveryTrigger =
  /** The event happened and the webhook subscribes to its type. */
  | 'EVENT'
  /** Made by `recoverDeliveries`. */
  | 'RECOVERY'
  /** Made by `resendDelivery`. */
  | 'RESEND'
  /** Made by `sendTest`: one attempt, whatever the state of the webhook. */
  | 'TEST';

/** Why an attempt failed, from the sender's point of view. */
export type ErrorCode =
  /** The connection to the receiver could not be established or was lost. */
  | 'CONNECTION_ERROR'
  /** The receiver refused the connection. */
  | 'CONNECTION_REFUSED'
  /** The receiver closed the connection before the response was complete. */
  | 'CONNECTION_RESET'
  /** The host of the URL has no address that may be used. */
  | 'DNS_ERROR'
  /** The receiver refused the request. */
  | 'HTTP_CLIENT_ERROR'
  /** The receiver returned a redirect, which is not followed. */
  | 'HTTP_REDIRECT'
  /** The receiver failed to process the request. */
  | 'HTTP_SERVER_ERROR'
  /** The receiver sent an invalid HTTP response. */
  | 'INVALID_RESPONSE'
  /** The sender stopped before it recorded the result. */
  | 'OUTCOME_UNKNOWN'
  /** The receiver did not respond in time. */
  | 'TIMEOUT'
  /** A secure connection to the receiver could not be established. */
  | 'TLS_ERROR';

/** The plan that a workspace has paid for. It decides how many webhooks it may have. */
export type Plan =
  | 'ENTERPRISE'
  | 'FREE'
  | 'PROFESSIONAL'
  | 'STARTER';

/** The first that applies of SUSPENDED, DISABLED, PAUSED and ACTIVE. `pausedAt` and `disabledAt` show the hidden states. */
export type WebhookStatus =
  /** Events are delivered. */
  | 'ACTIVE'
  /** We stopped it; see the reason. `enableWebhook` starts it again. */
  | 'DISABLED'
  /** A user paused it. New deliveries wait. */
  | 'PAUSED'
  /** Beyond the limit of the plan; resumes automatically when there is room. */
  | 'SUSPENDED';

export type DeliveryRowFragment = { id: string, status: DeliveryStatus, statusReason: DeliveryStatusReason | null, trigger: DeliveryTrigger, eventType: string, webhookId: string, errorCode: ErrorCode | null, errorMessage: string | null, responseStatus: number | null, responseTimeMs: number | null, attemptCount: number, maxAttempts: number, nextAttemptAt: string | null, createdAt: string, completedAt: string | null, updatedAt: string, webhook: { id: string, name: string } | null };

export type FollowEventSubscriptionVariables = Exact<{
  eventId: string;
  after?: string | null | undefined;
}>;


export type FollowEventSubscription = { deliveryUpdated: { cursor: string, isStart: boolean, gap: boolean, delivery: { id: string, status: DeliveryStatus, statusReason: DeliveryStatusReason | null, trigger: DeliveryTrigger, eventType: string, webhookId: string, errorCode: ErrorCode | null, errorMessage: string | null, responseStatus: number | null, responseTimeMs: number | null, attemptCount: number, maxAttempts: number, nextAttemptAt: string | null, createdAt: string, completedAt: string | null, updatedAt: string, webhook: { id: string, name: string } | null } | null } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { scopes: Array<string>, expiresAt: string, workspace: { id: string, name: string, plan: Plan, webhookLimit: number | null } } };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { webhooks: { nodes: Array<{ id: string, name: string, url: string, status: WebhookStatus, health: { failingSince: string | null, statusMessage: string | null } | null }> } };

export const DeliveryRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeliveryRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Delivery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"webhookId"}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}},{"kind":"Field","name":{"kind":"Name","value":"responseStatus"}},{"kind":"Field","name":{"kind":"Name","value":"responseTimeMs"}},{"kind":"Field","name":{"kind":"Name","value":"attemptCount"}},{"kind":"Field","name":{"kind":"Name","value":"maxAttempts"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<DeliveryRowFragment, unknown>;
export const FollowEventDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowEvent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"eventId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliveryUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eventId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"eventId"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"isStart"}},{"kind":"Field","name":{"kind":"Name","value":"gap"}},{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeliveryRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeliveryRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Delivery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"webhookId"}},{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}},{"kind":"Field","name":{"kind":"Name","value":"responseStatus"}},{"kind":"Field","name":{"kind":"Name","value":"responseTimeMs"}},{"kind":"Field","name":{"kind":"Name","value":"attemptCount"}},{"kind":"Field","name":{"kind":"Name","value":"maxAttempts"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<FollowEventSubscription, FollowEventSubscriptionVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"workspace"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"plan"}},{"kind":"Field","name":{"kind":"Name","value":"webhookLimit"}}]}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const WebhooksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Webhooks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhooks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"failingSince"}},{"kind":"Field","name":{"kind":"Name","value":"statusMessage"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WebhooksQuery, WebhooksQueryVariables>;