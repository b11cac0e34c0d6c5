import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { pageShape } from './google-shapes.ts';
import { type GoogleSystem, isClosed } from './google-system.ts';
import { readUser } from './user-state.ts';

/**
 * `whole`: the folder is there, and nothing is left behind; `nothing`: no folder is; `part`: files are the earlier
 * owner's still.
 */
export type Arrival = 'whole' | 'nothing' | 'part';

const found = pageShape('files', z.object({ id: z.string() }));

/**
 * Whether files are with whoever took over, by two reads in their name, because nobody acts in the name of a suspended
 * user: the folder that Google makes for what passes to them, which is called as the earlier owner's address
 * (https://support.google.com/a/answer/1247799), and that of the files they can see none is the earlier owner's still.
 * Throws `unproven` where nobody can be asked in their name any more.
 */
export async function driveArrival(
  system: GoogleSystem,
  { from, to }: { from: string; to: string },
  context: ConnectorContext,
): Promise<{ arrival: Arrival; evidence: Evidence[] }> {
  const { user: heir, status, evidence: ofHeir } = await readUser(system, to, context);
  if (heir === null || isClosed(status))
    throw new ConnectorError(
      'unproven',
      {
        en: 'whoever took over has no open account any more, so that it cannot be read what they have',
        fr: 'qui a repris n’a plus de compte ouvert : on ne peut pas lire ce qu’il ou elle a reçu',
      },
      { evidence: ofHeir },
    );
  const drive = system.dataOf(heir.primaryEmail);
  const ask = (q: string) =>
    drive.get('/drive/v3/files', found, context, { query: { q, pageSize: 1, fields: 'files(id)' } });
  const folders = await ask(
    `name contains ${quoted(from)} and mimeType = 'application/vnd.google-apps.folder' and 'me' in owners and trashed = false`,
  );
  const left = await ask(`${quoted(from)} in owners and trashed = false`);
  const isThere = folders.data.items.length > 0;
  const isLeft = left.data.items.length > 0;
  return {
    arrival: isLeft ? 'part' : isThere ? 'whole' : 'nothing',
    evidence: [
      ...sawAll(ofHeir, 'whoever took over'),
      saw(folders, `in their Drive, ${isThere ? 'a' : 'no'} folder of the earlier owner`),
      saw(left, `${isLeft ? 'some' : 'none'} of what they see is the earlier owner’s still`),
    ],
  };
}

/** A value as Drive's search takes it: https://developers.google.com/workspace/drive/api/guides/ref-search-terms */
function quoted(value: string): string {
  return `'${value.replaceAll(/[\\']/g, (each) => `\\${each}`)}'`;
}
