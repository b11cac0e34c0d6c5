/** One record as a query sees it: related fields by their path, such as `Profile.Name`. */
export type Row = Readonly<Record<string, string | boolean | null>>;

export interface Query {
  fields: readonly string[];
  object: string;
  /** After `USING SCOPE`. */
  scope: string | null;
  /** Whether the row is asked for. */
  matches(row: Row): boolean;
  orderBy: { field: string; descending: boolean } | null;
  limit: number;
}

/**
 * As much of SOQL as programs about users need: conditions that are all joined by AND, or all by OR. Null where it is
 * none of that.
 */
export function parseQuery(text: string): Query | null {
  const shape =
    /^SELECT (?<fields>.+?) FROM (?<object>\w+)(?: USING SCOPE (?<scope>\w+))?(?: WHERE (?<where>.+?))?(?: ORDER BY (?<field>\w+)(?<desc> DESC)?)?(?: LIMIT (?<limit>\d+))?$/s;
  const { fields, object, scope, where, field, desc, limit } = shape.exec(text)?.groups ?? {};
  if (fields === undefined || object === undefined) return null;
  const conditions = [...(where ?? '').matchAll(/([\w.]+) (!=|=|>) ('(?:[^'\\]|\\.)*'|\w+)(?: (AND|OR) )?/gs)];
  if (where !== undefined && conditions.map(([whole]) => whole).join('') !== where) return null;
  const isAny = conditions.some(([, , , , joined]) => joined === 'OR');
  return {
    fields: fields === 'COUNT()' ? [] : fields.split(', '),
    object,
    scope: scope ?? null,
    matches: (row) => {
      const told = conditions.map(([, name = '', operator, value = '']) => holds(row, { name, operator, value }));
      return isAny ? told.some(Boolean) : told.every(Boolean);
    },
    orderBy: field === undefined ? null : { field, descending: desc !== undefined },
    limit: limit === undefined ? Number.POSITIVE_INFINITY : Number(limit),
  };
}

function holds(
  row: Row,
  { name, operator, value }: { name: string; operator: string | undefined; value: string },
): boolean {
  const is = row[name] ?? null;
  const wanted = value.startsWith("'") ? value.slice(1, -1).replaceAll(/\\(.)/gs, '$1') : value === 'true';
  if (operator === '>') return typeof is === 'string' && typeof wanted === 'string' && is > wanted;
  return operator === '!=' ? !isSame(name, is, wanted) : isSame(name, is, wanted);
}

/** Texts are compared without regard to case; ids are not texts. */
function isSame(name: string, is: string | boolean | null, wanted: string | boolean): boolean {
  const isId = name.endsWith('Id');
  return typeof is === 'string' && typeof wanted === 'string' && !isId
    ? is.toLowerCase() === wanted.toLowerCase()
    : is === wanted;
}

/** The asked fields of a row, related ones as objects. */
export function recordOf(row: Row, { fields, object }: Query): object {
  const record: Record<string, unknown> = { attributes: { type: object, url: `/sobjects/${object}` } };
  for (const field of fields) {
    const [relation = '', name] = field.split('.');
    if (name === undefined) record[relation] = row[relation] ?? null;
    else {
      const before = record[relation];
      record[relation] = { ...(typeof before === 'object' ? before : {}), [name]: row[field] ?? null };
    }
  }
  return record;
}
