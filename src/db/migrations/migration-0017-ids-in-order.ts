import { Migration } from '@mikro-orm/migrations';

/**
 * Ids of one transaction rise, so that lists show its events and deliveries in their order. `uuidv7()` of PostgreSQL 18
 * does so. For older versions, `rand_a` gets the time within the millisecond (RFC 9562, section 6.2, method 3).
 */
export class Migration0017IdsInOrder extends Migration {
  override up(): void {
    this.addSql(newId);
  }
}

/** 28,672 is the version, 7, before the 12 bits of `rand_a`. */
const newId = `
do $do$ begin
  if current_setting('server_version_num')::int < 180000 then
    create or replace function new_id() returns uuid language plpgsql volatile parallel safe as $fn$
    declare
      microseconds bigint := extract(epoch from clock_timestamp()) * 1000000;
    begin
      return encode(
        overlay(uuid_send(gen_random_uuid())
          placing substring(int8send(microseconds / 1000) from 3)
            || substring(int4send(28672 + (microseconds % 1000 * 4096 / 1000)::int) from 3)
          from 1 for 8),
        'hex')::uuid;
    end $fn$;
  end if;
end $do$`;
