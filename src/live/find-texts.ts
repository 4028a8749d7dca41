import { sql, type EntityManager } from '../db/index.ts';
import type { Delivery } from '../deliveries/index.ts';

/** A text that subscribers of a workspace look for in payloads. */
export interface TextSearch {
  workspaceId: string;
  text: string;
}

/** `gone` when the payload was erased or is not kept any more: it may have contained the text. */
export type TextMatch = 'found' | 'absent' | 'gone';

/** Whether the payload of an event (UUID) contains the text; null when that was not searched. */
export type FindText = (eventId: string, text: string) => TextMatch | null;

/** Bytes of the payloads searched by one read, for all workspaces: about 40 ms for lower case. */
const bytesMax = 4 * 1024 * 1024;
/** Bytes of payloads times bytes of all texts: 75 ms for the slowest texts, which agree with each place but for one byte. */
const comparedMax = 128 * 1024 * 1024;

/**
 * Searches the payloads of these events for the texts of their workspaces, with one statement. An upper or lower case
 * letter makes no difference, as in the filter of a list. Payloads beyond 4 MiB in all are not searched, so that
 * nobody waits for them. The workspaces among `deliveries` that look for a text share that equally: a large payload has
 * no effect on the others. The more and the longer the texts of a workspace are, the less it may search.
 */
export async function findTexts(
  em: EntityManager,
  searches: readonly TextSearch[],
  deliveries: Iterable<Pick<Delivery, 'workspaceId' | 'eventId'>>,
): Promise<FindText> {
  const searching = new Set(searches.map(({ workspaceId }) => workspaceId));
  const changed = [...deliveries].filter(({ workspaceId }) => searching.has(workspaceId));
  const bounds = toBounds(searches, new Set(changed.map(({ workspaceId }) => workspaceId)));
  const ids = [...new Set(changed.map(({ eventId }) => eventId))].sort();
  const [least] = ids;
  if (least === undefined) return () => null;
  const { rows } = await sql<Row>`
    with sized as materialized (
      select id, erased_at is not null as "isErased", s.texts,
        sum(octet_length(body)) over (partition by workspace_id order by id) <= s."bytesMax" as "isSearched"
      from events join jsonb_to_recordset(${JSON.stringify(bounds)}::jsonb)
        as s("workspaceId" text, texts text[], "bytesMax" int) on s."workspaceId" = workspace_id
      where id = any(${ids}::uuid[]) and id between ${least}::uuid and ${ids.at(-1)}::uuid
    )
    select id, "isErased", case when "isSearched" then array(
      select s.text from (select lower(body) as body from events where id = sized.id offset 0) e
      join unnest(sized.texts) as s(text) on position(lower(s.text) in e.body) > 0
    ) end as texts
    from sized
  `.execute(em.getKysely());
  const found = new Map(
    rows.map(({ id, isErased, texts }) => [id, { isErased, texts: texts && new Set(texts) }]),
  );
  return (eventId, text) => {
    const event = found.get(eventId);
    if (!event || event.isErased) return 'gone';
    if (event.texts === null) return null;
    return event.texts.has(text) ? 'found' : 'absent';
  };
}

interface Row {
  id: string;
  isErased: boolean;
  /** The texts that the payload contains; null when it was not searched. */
  texts: string[] | null;
}

/** Gathers the texts of each of these workspaces, with the bytes of payloads that are searched for them. */
function toBounds(searches: readonly TextSearch[], workspaceIds: ReadonlySet<string>) {
  return [...workspaceIds].map((workspaceId) => {
    const texts = searches.flatMap((one) => (one.workspaceId === workspaceId ? one.text : []));
    const textBytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const ofAllMax = Math.min(bytesMax, comparedMax / textBytes);
    return { workspaceId, texts, bytesMax: Math.floor(ofAllMax / workspaceIds.size) };
  });
}
