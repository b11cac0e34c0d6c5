import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { sawAll } from '../kit/connector-of.ts';
import { invitationShape, teamShape, userShape } from './github-shapes.ts';
import { type GithubSystem, unproven } from './github-system.ts';

export interface WholeList<Item> {
  items: readonly Item[];
  evidence: readonly Evidence[];
}

interface ListOf<Item> {
  call: string;
  /** What is in it: in evidence in English, in errors in both languages. */
  what: Localized;
  item: z.ZodType<Item>;
  idOf: (item: Item) => string;
  query?: Readonly<Record<string, string | readonly string[]>>;
}

const pageSize = 100;

/**
 * A list of GitHub's, to its end. Its links lead there; where the last page is full, the one behind it is asked for as
 * well, since a gateway may have taken the link away. Throws `unproven` where a page repeats what was told before: then
 * another is missing.
 */
export async function wholeList<Item>(
  { http }: GithubSystem,
  { call, what, item, idOf, query }: ListOf<Item>,
  context: ConnectorContext,
): Promise<WholeList<Item>> {
  const asked = { ...query, per_page: pageSize };
  const { items, evidence } = await http.list(call, z.array(item), context, { query: asked });
  const isWhole = () => new Set(items.map(idOf)).size === items.length;
  while (items.length > 0 && items.length % pageSize === 0 && isWhole()) {
    const page = items.length / pageSize + 1;
    const behind = await http.list(call, z.array(item), context, { query: { ...asked, page } });
    evidence.push(...behind.evidence);
    if (behind.items.length === 0) break;
    items.push(...behind.items);
  }
  if (!isWhole())
    throw unproven(
      {
        en: `GitHub told some ${what.en} twice: the pages do not make one list`,
        fr: `GitHub a donné deux fois la même chose (${what.fr}) : les pages ne font pas une liste`,
      },
      sawAll(evidence, 'repeats itself'),
    );
  return { items, evidence: sawAll(evidence, `${items.length} ${what.en}`) };
}

/** The lists of people of an organisation. */
export const peopleNamed = {
  members: { en: 'members', fr: 'membres' },
  owners: { en: 'owners', fr: 'propriétaires' },
  'outside collaborators': { en: 'outside collaborators', fr: 'collaborateurs externes' },
} as const satisfies Readonly<Record<string, Localized>>;

/**
 * Everybody who has a foot in the organisation, by list. What is hidden for want of rights is not in it: see `sightOf`.
 */
export async function peopleOf(system: GithubSystem, which: keyof typeof peopleNamed, context: ConnectorContext) {
  const { org } = system.settings;
  const call =
    which === 'outside collaborators' ? path`/orgs/${org}/outside_collaborators` : path`/orgs/${org}/members`;
  const query = which === 'owners' ? { role: 'admin' } : {};
  return wholeList(system, { call, what: peopleNamed[which], item: userShape, idOf: ({ id }) => id, query }, context);
}

export async function teamsOfOrganisation(system: GithubSystem, context: ConnectorContext) {
  const call = path`/orgs/${system.settings.org}/teams`;
  return wholeList(
    system,
    { call, what: { en: 'teams', fr: 'équipes' }, item: teamShape, idOf: ({ id }) => id },
    context,
  );
}

/** Invitations that nobody has accepted yet. */
export async function invitationsOf(system: GithubSystem, context: ConnectorContext) {
  const call = path`/orgs/${system.settings.org}/invitations`;
  return wholeList(
    system,
    { call, what: { en: 'invitations', fr: 'invitations' }, item: invitationShape, idOf: ({ id }) => id },
    context,
  );
}
