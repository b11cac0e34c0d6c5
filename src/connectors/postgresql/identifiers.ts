/** A name as SQL writes it, whatever is in it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it, with `standard_conforming_strings`, which every connection of ours sets. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The id of a role in a statement, which takes no parameter: figures alone. Throws TypeError for anything else. */
export function oidLiteral(id: string): string {
  if (!/^\d{1,10}$/.test(id)) throw new TypeError('no id of PostgreSQL');
  return id;
}
