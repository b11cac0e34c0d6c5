import { readFile, stat } from 'node:fs/promises';
import { ConnectorError } from '../../engine/ports/connector.ts';
import type { PeopleSource, SourcePerson } from '../../engine/ports/people-source.ts';
import { TableError } from '../../engine/tables/read-table.ts';
import { readPeople } from './read-people.ts';

/**
 * People of a CSV file that something else writes, such as a nightly export. A file with any row that cannot be read is
 * refused whole: who is missing from a list must be missing for a reason.
 */
export function createCsvSource({ id, label, file }: { id: string; label: string; file: string }): PeopleSource {
  let last: { stamp: string; people: readonly SourcePerson[] } | null = null;

  async function people(): Promise<readonly SourcePerson[]> {
    const { mtimeMs, size } = await stat(file).catch(unreadable);
    const stamp = `${mtimeMs}/${size}`;
    if (last?.stamp !== stamp) last = { stamp, people: parsed(await readFile(file).catch(unreadable)) };
    return last.people;
  }

  return {
    id,
    label,
    async *everybody() {
      yield* await people();
    },
    async byEmail(email) {
      const address = email.toLowerCase();
      const all = await people();
      const found = all.filter((one) => one.email === address || one.otherEmails.includes(address));
      return found.length === 1 ? (found[0] ?? null) : null;
    },
  };
}

function parsed(bytes: Uint8Array): readonly SourcePerson[] {
  try {
    const { people, problems } = readPeople(bytes);
    const [first] = problems;
    if (first === undefined) return people;
    throw new ConnectorError('rejected', {
      en: `line ${first.line} of the file: ${first.message.en}${problems.length > 1 ? `, and ${problems.length - 1} more` : ''}`,
      fr: `ligne ${first.line} du fichier : ${first.message.fr}${problems.length > 1 ? `, et ${problems.length - 1} de plus` : ''}`,
    });
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    throw new ConnectorError('rejected', error.words, { cause: error });
  }
}

function unreadable(cause: unknown): never {
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  throw new ConnectorError(
    'unavailable',
    {
      en: `the file cannot be read${code}; check its path and who may read it`,
      fr: `le fichier ne peut pas être lu${code} ; vérifiez son chemin et qui peut le lire`,
    },
    { cause },
  );
}
