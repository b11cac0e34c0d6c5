import { readFile } from 'node:fs/promises';
import { checkReport } from '../../connectors/kit/check-frame.ts';
import { addDays, localDate, toInstant } from '../../domain/calendar/time.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import { TableError } from '../../engine/tables/read-table.ts';
import type { CheckedHrSystem, HrIdentity } from '../define-hr-system.ts';
import type { CsvSettings } from './csv-settings.ts';
import { readEmployments } from './read-employments.ts';

/**
 * A file that somebody, or a program, writes anew. One row that cannot be read refuses all of it: nothing is taken by
 * halves.
 */
export function createCsvHr(settings: HrIdentity & CsvSettings): CheckedHrSystem {
  const zone = settings.timeZone ?? null;

  async function read(): Promise<readonly Employment[]> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(settings.path);
    } catch (cause) {
      throw new ConnectorError(
        'unavailable',
        {
          en: `the file ${settings.path} cannot be read: does it exist, and may Relais read it?`,
          fr: `le fichier ${settings.path} ne peut pas être lu : existe-t-il, et Relais peut-il le lire ?`,
        },
        { cause },
      );
    }
    const found = tableOf(bytes);
    if ('refused' in found)
      throw new ConnectorError('rejected', {
        en: `${settings.path} is not taken: ${found.refused.en}`,
        fr: `${settings.path} n’est pas pris : ${found.refused.fr}`,
      });
    const [first] = found.problems;
    if (first)
      throw new ConnectorError('rejected', {
        en: `${settings.path}, line ${first.line}: ${first.problem.en} (${found.problems.length} lines in all; "relais hr import" lists them)`,
        fr: `${settings.path}, ligne ${first.line} : ${first.problem.fr} (${found.problems.length} lignes en tout ; « relais hr import » les liste)`,
      });
    return found.employments.map(({ employment }) => employment);
  }

  function tableOf(bytes: Uint8Array) {
    try {
      return readEmployments(bytes, settings, zone);
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      return { refused: error.words };
    }
  }

  const system: CheckedHrSystem = {
    id: settings.id,
    label: settings.label,
    async changesSince(cursor, lookBack, context) {
      const now = toInstant(context.now());
      const from = localDate(toInstant(lookBack), 'UTC');
      const everybody = await read();
      // A file has no stamps: whoever has an end or a move is told each time, and at later reads everybody.
      const told = everybody.filter(
        ({ end, move }) => cursor !== null || (end?.contractEnd ?? move?.on ?? '') >= addDays(from, -1),
      );
      return { employments: told, cursor: now };
    },
    byId: async (id) => (await read()).find(({ person }) => person.id === id) ?? null,
    async *everybody() {
      yield* await read();
    },
    readHook: async () => ({ status: 'refused', why: 'a file sends no calls' }),
    check: (context) =>
      checkReport(
        {
          needed: [settings.path],
          steps: [
            async () => {
              await read();
              return [];
            },
          ],
          explain: ({ words }) => ({
            message: words,
            fix: {
              en: 'Run "relais hr import" with the file: it shows every line that cannot be read, and changes nothing.',
              fr: 'Lancez « relais hr import » avec le fichier : il montre chaque ligne qui ne peut pas être lue, et ne change rien.',
            },
          }),
        },
        context,
      ),
  };
  return system;
}
