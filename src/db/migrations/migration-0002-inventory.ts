import { Migration } from '@mikro-orm/migrations';

/** The tables of the inventory: items, renters and rents. */
export class Migration0002Inventory extends Migration {
  override up(): void {
    for (const statement of [...items, ...renters, ...rents]) this.addSql(statement);
  }
}

const items = [
  `create table items (
    id uuid primary key,
    workspace_id text not null references workspaces,
    name text not null,
    sku text,
    quantity_in_stock integer not null check (quantity_in_stock >= 0),
    minimum_quantity integer not null check (minimum_quantity >= 0),
    version integer not null,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null
  )`,
  `create index items_by_workspace on items (workspace_id, id)`,
  `create unique index items_by_sku on items (workspace_id, sku)`,
];

const renters = [
  `create table renters (
    id uuid primary key,
    workspace_id text not null references workspaces,
    name text not null,
    email text,
    phone text,
    version integer not null,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null
  )`,
  `create index renters_by_workspace on renters (workspace_id, id)`,
];

/**
 * A rent is one row that includes its lines: they change together, under one version. A finished rent outlives
 * its renter and items, so there are no foreign keys to them; for an open rent, the locks taken in `rents/`
 * keep them from being deleted. `lines` is `[{"itemId": uuid, "quantity": n}, …]`.
 */
const rents = [
  `create table rents (
    id uuid primary key,
    workspace_id text not null references workspaces,
    renter_id uuid not null,
    lines jsonb not null check (jsonb_array_length(lines) > 0),
    starts_at timestamptz(3) not null,
    ends_at timestamptz(3) not null check (ends_at > starts_at),
    status text not null check (status in ('RESERVED', 'ACTIVE', 'RETURNED', 'CANCELLED')),
    version integer not null,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null
  )`,
  `create index rents_by_workspace on rents (workspace_id, id)`,
  `create index rents_open_by_renter on rents (renter_id) where status in ('RESERVED', 'ACTIVE')`,
  `create index rents_open_by_item on rents using gin (lines jsonb_path_ops)
    where status in ('RESERVED', 'ACTIVE')`,
];
