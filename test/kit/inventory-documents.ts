import { graphql } from './graphql/index.ts';

/** An item with everything. */
export const ItemFields = graphql(`
  fragment ItemFields on Item {
    id
    name
    sku
    quantityInStock
    minimumQuantity
    version
    createdAt
    updatedAt
  }
`);

/** A renter with everything. */
export const RenterFields = graphql(`
  fragment RenterFields on Renter {
    id
    name
    email
    phone
    version
    createdAt
    updatedAt
  }
`);

/** A rent with everything. */
export const RentFields = graphql(`
  fragment RentFields on Rent {
    id
    renterId
    lines {
      itemId
      quantity
    }
    startsAt
    endsAt
    status
    version
    createdAt
    updatedAt
  }
`);

/** Makes an item. */
export const CreateItem = graphql(`
  mutation CreateItem($input: CreateItemInput!) {
    createItem(input: $input) {
      item {
        ...ItemFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Changes an item. */
export const UpdateItem = graphql(`
  mutation UpdateItem($input: UpdateItemInput!) {
    updateItem(input: $input) {
      item {
        ...ItemFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Deletes an item. */
export const DeleteItem = graphql(`
  mutation DeleteItem($input: DeleteItemInput!) {
    deleteItem(input: $input) {
      deletedId
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** An item by its id. */
export const GetItem = graphql(`
  query GetItem($id: ID!) {
    item(id: $id) {
      ...ItemFields
    }
  }
`);

/** A page of the workspace's items. */
export const ListItems = graphql(`
  query ListItems($first: Int! = 100, $after: String) {
    items(first: $first, after: $after) {
      nodes {
        ...ItemFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** Makes a renter. */
export const CreateRenter = graphql(`
  mutation CreateRenter($input: CreateRenterInput!) {
    createRenter(input: $input) {
      renter {
        ...RenterFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Changes a renter. */
export const UpdateRenter = graphql(`
  mutation UpdateRenter($input: UpdateRenterInput!) {
    updateRenter(input: $input) {
      renter {
        ...RenterFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Deletes a renter. */
export const DeleteRenter = graphql(`
  mutation DeleteRenter($input: DeleteRenterInput!) {
    deleteRenter(input: $input) {
      deletedId
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** A renter by its id. */
export const GetRenter = graphql(`
  query GetRenter($id: ID!) {
    renter(id: $id) {
      ...RenterFields
    }
  }
`);

/** A page of the workspace's renters. */
export const ListRenters = graphql(`
  query ListRenters($first: Int! = 100, $after: String) {
    renters(first: $first, after: $after) {
      nodes {
        ...RenterFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** Makes a rent. */
export const CreateRent = graphql(`
  mutation CreateRent($input: CreateRentInput!) {
    createRent(input: $input) {
      rent {
        ...RentFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Changes a rent. */
export const UpdateRent = graphql(`
  mutation UpdateRent($input: UpdateRentInput!) {
    updateRent(input: $input) {
      rent {
        ...RentFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Deletes a rent. */
export const DeleteRent = graphql(`
  mutation DeleteRent($input: DeleteRentInput!) {
    deleteRent(input: $input) {
      deletedId
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** Takes a rent to its next status. */
export const ChangeRentStatus = graphql(`
  mutation ChangeRentStatus($input: ChangeRentStatusInput!) {
    changeRentStatus(input: $input) {
      rent {
        ...RentFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

/** A rent by its id. */
export const GetRent = graphql(`
  query GetRent($id: ID!) {
    rent(id: $id) {
      ...RentFields
    }
  }
`);

/** A page of the workspace's rents. */
export const ListRents = graphql(`
  query ListRents($first: Int! = 100, $after: String) {
    rents(first: $first, after: $after) {
      nodes {
        ...RentFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
