import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { identified } from '../blocks/identified.ts';
import { type HomePayload, homeView, type ModalPayload, modalView } from '../blocks/view-payload.ts';
import { type Block, block } from '../browser-api.ts';
import type { WorkspaceDatabase } from './database.ts';

export interface StoredView {
  id: string;
  personId: string;
  kind: 'modal' | 'home';
  payload: ModalPayload | HomePayload;
  /** The payload's blocks with every id filled in. */
  blocks: readonly Block[];
  hash: string;
  externalId: string | null;
  rootId: string;
  previousId: string | null;
}

/** The `external_id` is taken by another view of the workspace. */
export class DuplicateExternalId extends Error {
  override name = 'DuplicateExternalId';
}

export interface Views {
  find(id: string): StoredView | null;
  findByExternalId(externalId: string): StoredView | null;
  /** The open modals of a person, bottom first. */
  stack(personId: string): readonly StoredView[];
  home(personId: string): StoredView | null;
  /** Opens a modal on top of the stack. */
  push(personId: string, payload: ModalPayload): StoredView;
  /** The view keeps its id and place and gets a new hash. */
  replace(id: string, payload: ModalPayload | HomePayload): StoredView;
  publish(personId: string, payload: HomePayload): StoredView;
  close(ids: readonly string[]): void;
}

const row = z.object({
  id: z.string(),
  person: z.string(),
  kind: z.enum(['modal', 'home']),
  payload: z.string(),
  blocks: z.string(),
  hash: z.string(),
  external_id: z.string().nullable(),
  root_id: z.string(),
  previous_id: z.string().nullable(),
});
const payload = z.discriminatedUnion('type', [modalView, homeView]);

export function createViews(database: WorkspaceDatabase): Views {
  const one = database.prepare('SELECT * FROM views WHERE id = ?');
  const byExternalId = database.prepare('SELECT * FROM views WHERE external_id = ?');
  // Two statements: libsql 0.5 answers nothing to a `get` that follows an empty `all` on the same one.
  const modalsOf = database.prepare("SELECT * FROM views WHERE person = ? AND kind = 'modal' ORDER BY position");
  const homeOf = database.prepare("SELECT * FROM views WHERE person = ? AND kind = 'home'");
  const insert = database.prepare(
    `INSERT INTO views (id, person, kind, position, payload, blocks, hash, external_id, root_id, previous_id)
     VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM views), ?, ?, ?, ?, ?, ?)`,
  );
  const change = database.prepare('UPDATE views SET payload = ?, blocks = ?, hash = ?, external_id = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM views WHERE id = ?');

  const read = (found: unknown): StoredView | null => {
    const parsed = row.optional().parse(found);
    return parsed ? view(parsed) : null;
  };
  const stack = (personId: string): StoredView[] => z.array(row).parse(modalsOf.all(personId)).map(view);
  const home = (personId: string): StoredView | null => read(homeOf.get(personId));
  const mustFind = (id: string): StoredView => {
    const found = read(one.get(id));
    if (!found) throw new Error(`view ${id} is not stored`);
    return found;
  };
  const refuseTaken = (externalId: string | undefined, id: string | null): void => {
    const holder = externalId ? read(byExternalId.get(externalId)) : null;
    if (holder && holder.id !== id) throw new DuplicateExternalId(externalId);
  };
  const store = (personId: string, given: ModalPayload | HomePayload, previous: StoredView | null): StoredView => {
    refuseTaken(given.external_id, null);
    const id = `V${randomBytes(6).toString('hex').toUpperCase()}`;
    insert.run(
      id,
      personId,
      given.type,
      JSON.stringify(given),
      JSON.stringify(identified(given.blocks)),
      newHash(),
      given.external_id || null,
      previous?.rootId ?? id,
      previous?.id ?? null,
    );
    return mustFind(id);
  };
  const replace: Views['replace'] = (id, given) => {
    refuseTaken(given.external_id, id);
    change.run(
      JSON.stringify(given),
      JSON.stringify(identified(given.blocks)),
      newHash(),
      given.external_id || null,
      id,
    );
    return mustFind(id);
  };

  return {
    find: (id) => read(one.get(id)),
    findByExternalId: (externalId) => read(byExternalId.get(externalId)),
    stack,
    home,
    push: (personId, given) => store(personId, given, stack(personId).at(-1) ?? null),
    replace,
    publish: (personId, given) => {
      const existing = home(personId);
      return existing ? replace(existing.id, given) : store(personId, given, null);
    },
    close: (ids) => {
      for (const id of ids) remove.run(id);
    },
  };
}

function view(found: z.infer<typeof row>): StoredView {
  return {
    id: found.id,
    personId: found.person,
    kind: found.kind,
    payload: payload.parse(JSON.parse(found.payload)),
    blocks: z.array(block).parse(JSON.parse(found.blocks)),
    hash: found.hash,
    externalId: found.external_id,
    rootId: found.root_id,
    previousId: found.previous_id,
  };
}

function newHash(): string {
  return `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`;
}
