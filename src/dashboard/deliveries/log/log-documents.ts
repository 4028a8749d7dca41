import { graphql } from '../../api/graphql/index.ts';

/** A page of the log. */
export const pageDocument = graphql(/* GraphQL */ `
  query DeliveriesPage(
    $filter: DeliveryFilter
    $orderBy: DeliveryOrder
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    deliveries(
      filter: $filter
      orderBy: $orderBy
      first: $first
      after: $after
      last: $last
      before: $before
    ) {
      nodes {
        ...DeliveryRow
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      searchedUntil
    }
  }
`);

/** The rows after the first one of a page, and the first one: a cursor stands for what comes after it. */
export const shownDocument = graphql(/* GraphQL */ `
  query DeliveriesShown($filter: DeliveryFilter, $first: Int, $after: String, $id: ID!) {
    delivery(id: $id) {
      ...DeliveryRow
    }
    deliveries(filter: $filter, first: $first, after: $after) {
      nodes {
        ...DeliveryRow
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      searchedUntil
    }
  }
`);

/** The number of deliveries on all pages. */
export const countDocument = graphql(/* GraphQL */ `
  query DeliveriesCount($filter: DeliveryFilter) {
    deliveries(filter: $filter, first: 1) {
      totalCount {
        count
        isExact
      }
    }
  }
`);

export const liveDocument = graphql(/* GraphQL */ `
  subscription DeliveriesLive($filter: DeliveryFilter, $after: String) {
    deliveryUpdated(filter: $filter, after: $after) {
      cursor
      isStart
      gap
      isMatch
      delivery {
        ...DeliveryRow
      }
    }
  }
`);
