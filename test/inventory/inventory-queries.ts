import { graphql } from '../kit/graphql/index.ts';

/** A page of the workspace's events with their bodies. */
export const ListEventBodies = graphql(`
  query ListEventBodies($after: String) {
    events(first: 100, after: $after) {
      nodes {
        id
        type
        payload
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** A rent with its renter and the items of its lines, as they are now. */
export const GetRentParts = graphql(`
  query GetRentParts($id: ID!) {
    rent(id: $id) {
      renterId
      renter {
        ...RenterFields
      }
      lines {
        itemId
        item {
          ...ItemFields
        }
      }
    }
  }
`);

/** The newest rents, with the ids of their renters and items if those still exist. */
export const ListRentParts = graphql(`
  query ListRentParts {
    rents(first: 100) {
      nodes {
        status
        renter {
          id
        }
        lines {
          item {
            id
          }
        }
      }
    }
  }
`);

/** Any object by its id, with the version of items, renters and rents. */
export const GetInventoryNode = graphql(`
  query GetInventoryNode($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Item {
        version
      }
      ... on Renter {
        version
      }
      ... on Rent {
        version
      }
    }
  }
`);
