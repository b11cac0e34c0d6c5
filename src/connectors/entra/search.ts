import type { Words } from '../../domain/localized.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { employeeNumberWords } from '../kit/asked-by.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { accountOf } from './account-of.ts';
import {
  type AnsweredUser,
  type DeletedUser,
  deletedUserFields,
  deletedUserShape,
  idShape,
  userFields,
  userShape,
} from './entra-shapes.ts';
import { type EntraSystem, largestPage, listAll } from './entra-system.ts';
import { advancedQuery, clausesFor, employeeLookUp } from './look-ups.ts';
import { protectionOf } from './protection.ts';
import { deleted, statusOf, told } from './user-state.ts';
import { areAllTheirs, type Ties, tiesTo } from './whose.ts';

interface Who {
  person: Person;
  tenant: string;
}

/**
 * Finds who has any of the person's addresses as principal name, mail, alias or other mail, or their employee number.
 * What is found is read again by object id. The trash is looked through when nobody else is there.
 */
export async function search(system: EntraSystem, who: Who, context: ConnectorContext): Promise<Search> {
  const { person } = who;
  const number = person.employeeNumber;
  const asked: Words[] = [...addressesOf(person), ...(number ? [employeeNumberWords(number)] : [])];
  const { ids, evidence } = await askedFor(system, person, context);

  const users: { user: AnsweredUser; ties: Ties }[] = [];
  for (const id of ids) {
    const reply = await system.http.find(path`/users/${id}`, userShape, context, { query: { $select: userFields } });
    if (reply.data?.id !== id) {
      evidence.push(saw(reply, 'gone'));
      continue;
    }
    const ties = tiesTo(person, reply.data);
    evidence.push(saw(reply, ties ? 'theirs' : 'somebody else’s'));
    // Graph's comparison may be looser than equality; a neighbour's account must never come along. But what is not told
    // cannot be compared.
    if (ties) users.push({ user: reply.data, ties });
    else if (!reply.data.proxyAddresses)
      throw new ConnectorError(
        'unproven',
        {
          en: `Graph found ${id} and does not tell its addresses`,
          fr: `Graph a trouvé ${id} et ne donne pas ses adresses`,
        },
        { evidence },
      );
  }
  if (users.length === 0) return inTrash(system, who, { asked, evidence }, context);

  const accounts: Account[] = [];
  for (const { user } of users) {
    const status = statusOf(told(user, evidence));
    const { because, evidence: seen } = await protectionOf(
      system,
      { id: user.id, login: user.userPrincipalName ?? user.id },
      context,
    );
    evidence.push(...seen);
    accounts.push(accountOf(system, user, { tenant: who.tenant, status, because }));
  }
  return areAllTheirs(users.map(({ ties }) => ties))
    ? { status: 'found', accounts, asked, evidence }
    : { status: 'ambiguous', candidates: accounts, asked, evidence };
}

/** The ids of everybody whom Graph names for one of the person's addresses or their number. */
async function askedFor(system: EntraSystem, person: Person, context: ConnectorContext) {
  const ids = new Set<string>();
  const evidence: Evidence[] = [];
  for (const address of addressesOf(person)) {
    const query = { $select: 'id' };
    const byName = await system.http.find(path`/users/${address}`, idShape, context, { query });
    evidence.push(saw(byName, byName.data ? `principal name of ${byName.data.id}` : 'no such principal name'));
    if (byName.data) ids.add(byName.data.id);
    const indexed = await listAll(system, { ...advancedQuery(clausesFor(address)), shape: idShape }, context);
    evidence.push(...sawAll(indexed.evidence, `${indexed.items.length} with this address`));
    for (const { id } of indexed.items) ids.add(id);
  }
  if (person.employeeNumber) {
    const query = advancedQuery([employeeLookUp.clause(person.employeeNumber)]);
    const numbered = await listAll(system, { ...query, shape: idShape }, context);
    evidence.push(...sawAll(numbered.evidence, `${numbered.items.length} with this employee number`));
    for (const { id } of numbered.items) ids.add(id);
  }
  return { ids, evidence };
}

async function inTrash(
  system: EntraSystem,
  { person, tenant }: Who,
  { asked, evidence }: { asked: readonly Words[]; evidence: readonly Evidence[] },
  context: ConnectorContext,
): Promise<Search> {
  const query = { $select: deletedUserFields, $top: largestPage };
  const trash = await listAll(
    system,
    { path: '/directory/deletedItems/microsoft.graph.user', shape: deletedUserShape, query },
    context,
  );
  const meant = trash.items.filter((user) => tiesTo(person, beforeDeletion(user)) !== null);
  const all = [...evidence, ...sawAll(trash.evidence, `${meant.length} in the trash`)];
  if (meant.length === 0) return { status: 'none', asked, evidence: all };
  const accounts = meant.map((user) => accountOf(system, user, { tenant, status: deleted, because: null }));
  return { status: 'found', accounts, asked, evidence: all };
}

/** On deletion Entra puts the object id, without its dashes, before the principal name. */
function beforeDeletion(user: DeletedUser): DeletedUser {
  const prefix = user.id.replaceAll('-', '').toLowerCase();
  const name = user.userPrincipalName;
  return name?.toLowerCase().startsWith(prefix) ? { ...user, userPrincipalName: name.slice(prefix.length) } : user;
}
