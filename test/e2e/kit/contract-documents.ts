import { graphql } from '../../kit/graphql/index.ts';

/** The workspace of the token. */
export const ContractWorkspace = graphql(`
  query ContractWorkspace {
    workspace {
      id
      plan
      webhookCount
      webhookLimit
    }
  }
`);

/** The caller. */
export const ContractViewer = graphql(`
  query ContractViewer {
    viewer {
      scopes
      expiresAt
      workspace {
        id
      }
    }
  }
`);

/** The newest event, as a webhook would send it. */
export const ContractPreview = graphql(`
  query ContractPreview {
    previewWebhook(input: { events: ["*"] }, first: 1) {
      events {
        isMatch
        event {
          id
        }
      }
      userErrors {
        code
      }
    }
  }
`);

/** The newest webhooks. */
export const ContractWebhooks = graphql(`
  query ContractWebhooks($first: Int! = 100, $after: String) {
    webhooks(first: $first, after: $after) {
      nodes {
        id
        status
        statusReason
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** The newest events. */
export const ContractEvents = graphql(`
  query ContractEvents($first: Int! = 100, $after: String) {
    events(first: $first, after: $after) {
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** One event. */
export const ContractEvent = graphql(`
  query ContractEvent($id: ID!) {
    event(id: $id) {
      id
    }
  }
`);

/** The catalogue. */
export const ContractEventTypes = graphql(`
  query ContractEventTypes {
    eventTypes {
      name
      sample
    }
  }
`);

/** Any object by its id. */
export const ContractNode = graphql(`
  query ContractNode($id: ID!) {
    node(id: $id) {
      __typename
      id
    }
  }
`);

/** Creates or changes a workspace. */
export const ContractUpsertWorkspace = graphql(`
  mutation ContractUpsertWorkspace($input: UpsertWorkspaceInput!) {
    upsertWorkspace(input: $input) {
      workspace {
        id
        plan
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);
