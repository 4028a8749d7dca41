import { graphql } from 'relay-runtime';

export const list = graphql`
  query relayLogQuery($first: Int!, $filter: DeliveryFilter) {
    ...relayLog_deliveries @arguments(first: $first, filter: $filter)
  }
`;

export const page = graphql`
  fragment relayLog_deliveries on Query
  @argumentDefinitions(
    first: { type: "Int!" }
    after: { type: "String" }
    filter: { type: "DeliveryFilter" }
  )
  @refetchable(queryName: "relayLogPageQuery") {
    deliveries(first: $first, after: $after, filter: $filter)
      @connection(key: "relayLog_deliveries", filters: ["filter"]) {
      edges {
        node {
          id
          status
          responseStatus
        }
      }
    }
  }
`;

export const updates = graphql`
  subscription relayLogUpdatesSubscription($filter: DeliveryFilter, $after: String) {
    deliveryUpdated(filter: $filter, after: $after) {
      gap
      isStart
      isMatch
      cursor
      edge {
        cursor
        node {
          id
          status
          responseStatus
        }
      }
    }
  }
`;

export const createWebhook = graphql`
  mutation relayLogCreateMutation($input: CreateWebhookInput!, $connections: [ID!]!) {
    createWebhook(input: $input) {
      webhook @prependNode(connections: $connections, edgeTypeName: "WebhookEdge") {
        id
        name
        status
      }
      secret
      userErrors {
        code
        message
        field
      }
    }
  }
`;

export const deleteWebhook = graphql`
  mutation relayLogDeleteMutation($webhookId: ID!, $connections: [ID!]!) {
    deleteWebhook(input: { webhookId: $webhookId }) {
      deletedId @deleteEdge(connections: $connections)
      userErrors {
        code
        message
      }
    }
  }
`;
