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
    "\n  query DeliveriesWebhookName($id: ID!) {\n    webhook(id: $id) {\n      id\n      name\n    }\n  }\n": typeof types.DeliveriesWebhookNameDocument,
    "\n  query DeliveriesEventTypes {\n    eventTypes {\n      name\n    }\n  }\n": typeof types.DeliveriesEventTypesDocument,
    "\n  query DeliveriesWebhooks($search: String) {\n    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": typeof types.DeliveriesWebhooksDocument,
    "\n  query DeliveriesPage(\n    $filter: DeliveryFilter\n    $orderBy: DeliveryOrder\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    deliveries(\n      filter: $filter\n      orderBy: $orderBy\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": typeof types.DeliveriesPageDocument,
    "\n  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": typeof types.DeliveriesShownDocument,
    "\n  query DeliveriesCount($filter: DeliveryFilter) {\n    deliveries(filter: $filter, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": typeof types.DeliveriesCountDocument,
    "\n  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(filter: $filter, after: $after) {\n      cursor\n      isStart\n      gap\n      isMatch\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": typeof types.DeliveriesLiveDocument,
    "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n": typeof types.WebhooksDocument,
};
const documents: Documents = {
    "\n  fragment DeliveryRow on Delivery {\n    id\n    status\n    statusReason\n    trigger\n    eventType\n    webhookId\n    webhook {\n      id\n      name\n    }\n    errorCode\n    errorMessage\n    responseStatus\n    responseTimeMs\n    attemptCount\n    maxAttempts\n    nextAttemptAt\n    createdAt\n    completedAt\n    updatedAt\n  }\n": types.DeliveryRowFragmentDoc,
    "\n  subscription FollowEvent($eventId: ID!, $after: String) {\n    deliveryUpdated(filter: { eventId: $eventId }, after: $after) {\n      cursor\n      isStart\n      gap\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": types.FollowEventDocument,
    "\n  query DeliveriesWebhookName($id: ID!) {\n    webhook(id: $id) {\n      id\n      name\n    }\n  }\n": types.DeliveriesWebhookNameDocument,
    "\n  query DeliveriesEventTypes {\n    eventTypes {\n      name\n    }\n  }\n": types.DeliveriesEventTypesDocument,
    "\n  query DeliveriesWebhooks($search: String) {\n    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": types.DeliveriesWebhooksDocument,
    "\n  query DeliveriesPage(\n    $filter: DeliveryFilter\n    $orderBy: DeliveryOrder\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    deliveries(\n      filter: $filter\n      orderBy: $orderBy\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": types.DeliveriesPageDocument,
    "\n  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n": types.DeliveriesShownDocument,
    "\n  query DeliveriesCount($filter: DeliveryFilter) {\n    deliveries(filter: $filter, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n": types.DeliveriesCountDocument,
    "\n  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(filter: $filter, after: $after) {\n      cursor\n      isStart\n      gap\n      isMatch\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n": types.DeliveriesLiveDocument,
    "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n": types.ViewerDocument,
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
export function graphql(source: "\n  query DeliveriesWebhookName($id: ID!) {\n    webhook(id: $id) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesWebhookName($id: ID!) {\n    webhook(id: $id) {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesEventTypes {\n    eventTypes {\n      name\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesEventTypes {\n    eventTypes {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesWebhooks($search: String) {\n    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesWebhooks($search: String) {\n    webhooks(first: 10, search: $search, orderBy: { field: NAME }) {\n      nodes {\n        id\n        name\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesPage(\n    $filter: DeliveryFilter\n    $orderBy: DeliveryOrder\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    deliveries(\n      filter: $filter\n      orderBy: $orderBy\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesPage(\n    $filter: DeliveryFilter\n    $orderBy: DeliveryOrder\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    deliveries(\n      filter: $filter\n      orderBy: $orderBy\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {\n    delivery(id: $id) {\n      ...DeliveryRow\n    }\n    deliveries(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      searchedUntil\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeliveriesCount($filter: DeliveryFilter) {\n    deliveries(filter: $filter, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n"): (typeof documents)["\n  query DeliveriesCount($filter: DeliveryFilter) {\n    deliveries(filter: $filter, first: 1) {\n      totalCount {\n        count\n        isExact\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(filter: $filter, after: $after) {\n      cursor\n      isStart\n      gap\n      isMatch\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {\n    deliveryUpdated(filter: $filter, after: $after) {\n      cursor\n      isStart\n      gap\n      isMatch\n      delivery {\n        ...DeliveryRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      scopes\n      expiresAt\n      workspace {\n        id\n        name\n        plan\n        webhookLimit\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Webhooks {\n    webhooks(first: 50) {\n      nodes {\n        id\n        name\n        url\n        status\n        health {\n          failingSince\n          statusMessage\n        }\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;