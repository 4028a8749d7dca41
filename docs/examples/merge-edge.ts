/** An entry of a list. Ids of one kind sort by their time of creation. */
interface Edge {
  node: { id: string };
}

/**
 * Puts the edge of an update into a list that is sorted newest first, or takes it out.
 *
 * @param isWhole whether the list has no further pages; otherwise an edge after its end belongs to one of them
 */
export function mergeEdge<E extends Edge>(
  edges: readonly E[],
  edge: E,
  { isMatch, isWhole }: { isMatch: boolean; isWhole: boolean },
): E[] {
  const others = edges.filter(({ node }) => node.id !== edge.node.id);
  if (!isMatch) return others;
  const place = others.findIndex(({ node }) => node.id < edge.node.id);
  if (place >= 0) return others.toSpliced(place, 0, edge);
  const belongsHere = isWhole || others.length < edges.length;
  return belongsHere ? [...others, edge] : others;
}
