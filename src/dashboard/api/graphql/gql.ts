/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n": typeof types.DeliveryRowFragmentDoc,
    "\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": typeof types.FollowEventDocument,
    "\n  fragment DeliveryAttempt on Attempt {\n    number\n    url\n    startedAt\n    durationMs\n    lookUpMs\n    connectMs\n    tlsMs\n    firstByteMs\n    isConnectionReused\n    remoteAddress\n    requestHeaders\n    responseStatus\n    responseHeaders\n    responseBody\n    responseBodyCut\n    responseBodyError\n    errorCode\n    errorMessage\n  }\n": typeof types.DeliveryAttemptFragmentDoc,
    "\n  query DeliveryScreen($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      requestPayload\n      event {\n        id\n        erasedAt\n      }\n      webhook {\n        id\n        status\n        secretHint\n      }\n      attempts {\n        ...DeliveryAttempt\n      }\n    }\n  }\n": typeof types.DeliveryScreenDocument,
    "\n  query DeliveryRelated($eventId: ID!, $webhookId: ID!) {\n    deliveries(filter: { eventId: $eventId, webhookIds: [$webhookId] }, first: 20) {\n      nodes {\n        ...DeliveryRow\n      }\n    }\n  }\n": typeof types.DeliveryRelatedDocument,
    "\n  query DeliveryMade($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      webhook {\n        id\n        status\n      }\n    }\n  }\n": typeof types.DeliveryMadeDocument,
    "\n  query DeliverySigned($id: ID!) {\n    delivery(id: $id) {\n      id\n      attempts {\n        number\n        signedContent\n      }\n    }\n  }\n": typeof types.DeliverySignedDocument,
    "\n  mutation DeliveryResend($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n": typeof types.DeliveryResendDocument,
    "\n  query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      searchedUntil\n      nodes {\n        id\n        type\n        occurredAt\n        erasedAt\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": typeof types.EventsDocument,
    "\n  query EventScreen($id: ID!) {\n    event(id: $id) {\n      id\n      type\n      occurredAt\n      erasedAt\n      payload\n    }\n  }\n": typeof types.EventScreenDocument,
    "\n  query EventDeliveries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      deliveries(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          ...DeliveryRow\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.EventDeliveriesDocument,
    "\n  query EventWebhooks($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      webhooks(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          webhook {\n            id\n            events\n            status\n            createdAt\n          }\n          delivery {\n            ...DeliveryRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.EventWebhooksDocument,
    "\n  query EventsTypes {\n    eventTypes {\n      name\n    }\n  }\n": typeof types.EventsTypesDocument,
    "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n        deliveriesKeptDays\n        eventsKeptDays\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n": typeof types.WebhooksDocument,
};
const documents: Documents = {
    "\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n": types.DeliveryRowFragmentDoc,
    "\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": types.FollowEventDocument,
    "\n  fragment DeliveryAttempt on Attempt {\n    number\n    url\n    startedAt\n    durationMs\n    lookUpMs\n    connectMs\n    tlsMs\n    firstByteMs\n    isConnectionReused\n    remoteAddress\n    requestHeaders\n    responseStatus\n    responseHeaders\n    responseBody\n    responseBodyCut\n    responseBodyError\n    errorCode\n    errorMessage\n  }\n": types.DeliveryAttemptFragmentDoc,
    "\n  query DeliveryScreen($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      requestPayload\n      event {\n        id\n        erasedAt\n      }\n      webhook {\n        id\n        status\n        secretHint\n      }\n      attempts {\n        ...DeliveryAttempt\n      }\n    }\n  }\n": types.DeliveryScreenDocument,
    "\n  query DeliveryRelated($eventId: ID!, $webhookId: ID!) {\n    deliveries(filter: { eventId: $eventId, webhookIds: [$webhookId] }, first: 20) {\n      nodes {\n        ...DeliveryRow\n      }\n    }\n  }\n": types.DeliveryRelatedDocument,
    "\n  query DeliveryMade($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      webhook {\n        id\n        status\n      }\n    }\n  }\n": types.DeliveryMadeDocument,
    "\n  query DeliverySigned($id: ID!) {\n    delivery(id: $id) {\n      id\n      attempts {\n        number\n        signedContent\n      }\n    }\n  }\n": types.DeliverySignedDocument,
    "\n  mutation DeliveryResend($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n": types.DeliveryResendDocument,
    "\n  query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      searchedUntil\n      nodes {\n        id\n        type\n        occurredAt\n        erasedAt\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": types.EventsDocument,
    "\n  query EventScreen($id: ID!) {\n    event(id: $id) {\n      id\n      type\n      occurredAt\n      erasedAt\n      payload\n    }\n  }\n": types.EventScreenDocument,
    "\n  query EventDeliveries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      deliveries(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          ...DeliveryRow\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": types.EventDeliveriesDocument,
    "\n  query EventWebhooks($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      webhooks(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          webhook {\n            id\n            events\n            status\n            createdAt\n          }\n          delivery {\n            ...DeliveryRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": types.EventWebhooksDocument,
    "\n  query EventsTypes {\n    eventTypes {\n      name\n    }\n  }\n": types.EventsTypesDocument,
    "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n        deliveriesKeptDays\n        eventsKeptDays\n      }\n    }\n  }\n": types.ViewerDocument,
    "\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n": types.WebhooksDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n"): (typeof documents)["\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeliveryAttempt on Attempt {\n    number\n    url\n    startedAt\n    durationMs\n    lookUpMs\n    connectMs\n    tlsMs\n    firstByteMs\n    isConnectionReused\n    remoteAddress\n    requestHeaders\n    responseStatus\n    responseHeaders\n    responseBody\n    responseBodyCut\n    responseBodyError\n    errorCode\n    errorMessage\n  }\n"): (typeof documents)["\n  fragment DeliveryAttempt on Attempt {\n    number\n    url\n    startedAt\n    durationMs\n    lookUpMs\n    connectMs\n    tlsMs\n    firstByteMs\n    isConnectionReused\n    remoteAddress\n    requestHeaders\n    responseStatus\n    responseHeaders\n    responseBody\n    responseBodyCut\n    responseBodyError\n    errorCode\n    errorMessage\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveryScreen($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      requestPayload\n      event {\n        id\n        erasedAt\n      }\n      webhook {\n        id\n        status\n        secretHint\n      }\n      attempts {\n        ...DeliveryAttempt\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliveryScreen($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      requestPayload\n      event {\n        id\n        erasedAt\n      }\n      webhook {\n        id\n        status\n        secretHint\n      }\n      attempts {\n        ...DeliveryAttempt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveryRelated($eventId: ID!, $webhookId: ID!) {\n    deliveries(filter: { eventId: $eventId, webhookIds: [$webhookId] }, first: 20) {\n      nodes {\n        ...DeliveryRow\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliveryRelated($eventId: ID!, $webhookId: ID!) {\n    deliveries(filter: { eventId: $eventId, webhookIds: [$webhookId] }, first: 20) {\n      nodes {\n        ...DeliveryRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveryMade($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      webhook {\n        id\n        status\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliveryMade($id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n      webhook {\n        id\n        status\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliverySigned($id: ID!) {\n    delivery(id: $id) {\n      id\n      attempts {\n        number\n        signedContent\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliverySigned($id: ID!) {\n    delivery(id: $id) {\n      id\n      attempts {\n        number\n        signedContent\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeliveryResend($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeliveryResend($input: ResendDeliveryInput!) {\n    resendDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        field\n        message\n        retryAfterSeconds\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      searchedUntil\n      nodes {\n        id\n        type\n        occurredAt\n        erasedAt\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      searchedUntil\n      nodes {\n        id\n        type\n        occurredAt\n        erasedAt\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventScreen($id: ID!) {\n    event(id: $id) {\n      id\n      type\n      occurredAt\n      erasedAt\n      payload\n    }\n  }\n"): (typeof documents)["\n  query EventScreen($id: ID!) {\n    event(id: $id) {\n      id\n      type\n      occurredAt\n      erasedAt\n      payload\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventDeliveries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      deliveries(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          ...DeliveryRow\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query EventDeliveries($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      deliveries(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          ...DeliveryRow\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventWebhooks($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      webhooks(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          webhook {\n            id\n            events\n            status\n            createdAt\n          }\n          delivery {\n            ...DeliveryRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query EventWebhooks($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {\n    event(id: $id) {\n      id\n      webhooks(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          webhookId\n          webhookName\n          reason\n          webhook {\n            id\n            events\n            status\n            createdAt\n          }\n          delivery {\n            ...DeliveryRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventsTypes {\n    eventTypes {\n      name\n    }\n  }\n"): (typeof documents)["\n  query EventsTypes {\n    eventTypes {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n        deliveriesKeptDays\n        eventsKeptDays\n      }\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n        deliveriesKeptDays\n        eventsKeptDays\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;