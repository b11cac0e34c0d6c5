/** What vendors call an id, and what says how a list goes on. */
const told =
  /^(?:id|.*(?:[a-z]I[dD]|_id)|schemas|totalResults|itemsPerPage|startIndex|@odata\.nextLink|nextPageToken|ok)$/;

/** Every field of an answer null but ids: what credentials without the right to see more are told, as Graph does. */
export function withoutFields(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutFields);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const isPart = typeof value === 'object' && value !== null;
      return [name, isPart ? withoutFields(value) : told.test(name) ? value : null];
    }),
  );
}
