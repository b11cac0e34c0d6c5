import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { employeeNumberWords } from '../kit/asked-by.ts';
import { sawAll } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { swappedCase } from '../kit/swapped-case.ts';
import { idShape, type SalesforceUser, userFields, userShape } from './salesforce-shapes.ts';
import { type SalesforceSystem, unproven } from './salesforce-system.ts';
import { rows, soql } from './soql.ts';
import { accountOf, readUser } from './user-state.ts';

/**
 * Everybody who carries an address or the number of the person, deactivated users included. A user name and a
 * federation id are one user's; an e-mail address may be written on several users, such as an interface's, so whoever
 * carries nothing else of the person is asked about.
 */
export async function search(
  system: SalesforceSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const addresses = addressesOf(person);
  const { employeeNumber } = person;
  const evidence: Evidence[] = [];
  const users = new Map<string, SalesforceUser>();
  for (const where of [
    ...addresses.map((one) => soql`Email = ${one} OR Username = ${one} OR FederationIdentifier = ${one}`),
    ...(employeeNumber === undefined ? [] : [soql`EmployeeNumber = ${employeeNumber}`]),
  ]) {
    const query = `SELECT ${userFields} FROM User WHERE ${where}`;
    const found = await rows(system, { query, row: userShape }, context);
    evidence.push(...sawAll(found.evidence, `${found.items.length} found`));
    for (const user of found.items) if (carries(user, person)) users.set(user.Id, user);
  }
  const asked = [...addresses, ...(employeeNumber === undefined ? [] : [employeeNumberWords(employeeNumber)])];
  const all = [...users.values()];
  const accounts = [];
  for (const { Id } of all) {
    const { user, status, evidence: read } = await readUser(system, Id, context);
    evidence.push(...read);
    accounts.push(accountOf(system, { user, status, tenant }));
  }
  if (all.length === 0) return { status: 'none', asked, evidence };
  return all.length === 1 || all.every((user) => isSurely(user, person))
    ? { status: 'found', accounts, asked, evidence }
    : { status: 'ambiguous', candidates: accounts, asked, evidence };
}

function carries(user: SalesforceUser, person: Person): boolean {
  const own = [user.Email, user.Username, user.FederationIdentifier].map((each) => each?.toLowerCase());
  const { employeeNumber } = person;
  return (
    addressesOf(person).some((address) => own.includes(address.toLowerCase())) ||
    (employeeNumber !== undefined && user.EmployeeNumber === employeeNumber)
  );
}

/** By what one user alone can carry, or by the person's name beside their address. */
function isSurely({ Username, FederationIdentifier, EmployeeNumber, Name }: SalesforceUser, person: Person): boolean {
  const alone = [Username, FederationIdentifier].map((each) => each?.toLowerCase());
  return (
    addressesOf(person).some((address) => alone.includes(address.toLowerCase())) ||
    (person.employeeNumber !== undefined && EmployeeNumber === person.employeeNumber) ||
    Name?.toLowerCase() === person.name.toLowerCase()
  );
}

/** Somebody who is there is found by their user name in other capitals, as Salesforce compares texts. */
export async function control(system: SalesforceSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const query = `SELECT ${userFields} FROM User WHERE IsActive = true ORDER BY CreatedDate LIMIT 1`;
  const { items, evidence } = await rows(system, { query, row: userShape }, context);
  const [first] = items;
  if (first !== undefined) {
    const again = soql`WHERE Username = ${swappedCase(first.Username)}`;
    const found = await rows(system, { query: `SELECT ${userFields} FROM User ${again}`, row: userShape }, context);
    const isFound = found.items.some(({ Id }) => Id === first.Id);
    const all = [...evidence, ...sawAll(found.evidence, `control: ${isFound ? '' : 'not '}found`)];
    if (isFound) return all;
    evidence.push(...all);
  }
  throw unproven(
    {
      en: 'Salesforce does not find somebody who is there by the same kind of query, so finding nobody proves nothing',
      fr: 'Salesforce ne trouve pas quelqu’un qui existe par une requête du même genre : ne trouver personne ne prouve rien',
    },
    evidence,
  );
}

/** The id of the organisation. */
export async function tenant(system: SalesforceSystem, context: ConnectorContext) {
  const { items, evidence } = await rows(system, { query: 'SELECT Id FROM Organization', row: idShape }, context);
  const [organisation] = items;
  if (organisation !== undefined && items.length === 1)
    return { id: organisation.Id, evidence: sawAll(evidence, `organisation ${organisation.Id}`) };
  throw unproven(
    { en: 'Salesforce does not tell the organisation', fr: 'Salesforce ne dit pas quelle est l’organisation' },
    evidence,
  );
}
