import { inEnglish, inFrench, type Localized, type Words } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { LookItem } from '../../domain/systems/look.ts';
import { type CheckReport, type ConnectorContext, ConnectorError, type Look } from '../../engine/ports/connector.ts';
import type { ConnectorParts, KitSystem, Search } from './connector-parts.ts';
import { readsOnce } from './reads-once.ts';
import type { KnownPerson, LookUp } from './rehearsal.ts';
import { swappedCase } from './swapped-case.ts';

type Problem = CheckReport['problems'][number];

/** So many people are tried: who was made a moment ago may not be in a vendor's index yet. */
const mostTried = 3;

/** Nobody's address and nobody's number: `.invalid` is nobody's domain (RFC 2606). */
const nobody = {
  address: 'relais-nobody@example.invalid',
  number: 'relais-nobody-0',
  name: 'relais-nobody-0',
} as const;

/** Stands for the reports that tell when an account was last used, where a right is named for a kind’s verb. */
const lastUseVerb = 'last-use';

interface Rehearsing<System extends KitSystem> {
  parts: ConnectorParts<System>;
  /** The tenant that answers. */
  tenant: string;
  context: ConnectorContext;
  /** What is found is added. */
  found: { problems: Problem[]; notes: Localized[] };
}

/**
 * Asks what a departure would ask, of somebody who exists and of nobody, by reads alone: each look-up by itself, the
 * whole search, then each list of the account by itself. What would not work on the day is a problem of its own. A
 * system that does not answer is asked no further.
 */
export async function rehearse<System extends KitSystem>(
  parts: ConnectorParts<System>,
  tenant: string,
  context: ConnectorContext,
): Promise<{ problems: readonly Problem[]; notes: readonly Localized[] }> {
  const found = { problems: [] as Problem[], notes: [] as Localized[] };
  const rehearsing = { parts, tenant, context: { ...context, reads: readsOnce() }, found };
  try {
    await askEverything(rehearsing);
  } catch (error) {
    // It is told already by what was asked then.
    if (!isPassing(error)) throw error;
  }
  return found;
}

/** Not the want of a right, but a system that is down or busy. */
function isPassing(error: unknown): error is ConnectorError {
  return error instanceof ConnectorError && (error.kind === 'unavailable' || error.kind === 'throttled');
}

async function askEverything<System extends KitSystem>(rehearsing: Rehearsing<System>): Promise<void> {
  const { parts } = rehearsing;
  const people = await tryTo(rehearsing, 'people', () => parts.rehearsal.people(parts.system, rehearsing.context));
  for (const lookUp of parts.rehearsal.lookUps(parts.system)) await tryLookUp(rehearsing, lookUp, people ?? []);
  const account = await trySearch(rehearsing, people ?? []);
  if (account !== null) await tryLook(rehearsing, account);
  for (const { verb, what, read } of parts.rehearsal.reads?.(parts.system) ?? [])
    await tryTo(rehearsing, { words: unreadable(what), verb }, () => read(rehearsing.context));
}

const words = {
  people: { en: 'people cannot be listed', fr: 'les personnes ne peuvent pas être listées' },
  absence: {
    en: 'a search that finds nobody would not be believed',
    fr: 'une recherche qui ne trouve personne ne serait pas crue',
  },
  somebody: {
    en: 'the search for somebody who exists does not work',
    fr: 'la recherche de quelqu’un qui existe ne fonctionne pas',
  },
  nobody: {
    en: 'the search for somebody who has no account does not work',
    fr: 'la recherche de quelqu’un qui n’a pas de compte ne fonctionne pas',
  },
  account: { en: 'an account cannot be read by its id', fr: 'un compte ne peut pas être lu par son identifiant' },
  protection: {
    en: 'it cannot be told whether an account is protected, such as the last administrator',
    fr: 'on ne peut pas savoir si un compte est protégé, tel le dernier administrateur',
  },
  snapshot: {
    en: 'what an account is cannot be kept before it is ended',
    fr: 'ce qu’est un compte ne peut pas être gardé avant qu’il soit fermé',
  },
  lastUse: {
    en: 'when an account was last used cannot be told, so use after the departure would not be seen',
    fr: 'la dernière utilisation d’un compte ne peut pas être connue : un usage après le départ ne serait pas vu',
  },
} satisfies Record<string, Localized>;

const tryAgain: Localized = {
  en: 'What a departure asks besides could not be tried; try again in a minute, or lower perMinute.',
  fr: 'Ce qu’un départ demande d’autre n’a pas pu être essayé ; réessayez dans une minute, ou baissez perMinute.',
};

/** Null where it failed, and then a problem is added. Throws where the system is down or busy, once that is told. */
async function tryTo<System extends KitSystem, Answer>(
  { parts, found }: Rehearsing<System>,
  what: keyof typeof words | { words: Localized; verb: string | null; fix?: Localized },
  ask: () => Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const named = typeof what === 'string' ? { words: words[what], verb: null, fix: undefined } : what;
    found.problems.push({
      message: {
        en: `${named.words.en}: ${inEnglish(error.words)}`,
        fr: `${named.words.fr} : ${inFrench(error.words)}`,
      },
      fix: isPassing(error) ? tryAgain : (named.fix ?? parts.rehearsal.grant(parts.system, named.verb)),
    });
    if (isPassing(error)) throw error;
    return null;
  }
}

/** Whether it finds who exists, in any capitals where that is relied on, and nobody where there is nobody. */
async function tryLookUp<System extends KitSystem>(
  rehearsing: Rehearsing<System>,
  lookUp: LookUp<System>,
  people: readonly KnownPerson[],
): Promise<void> {
  const { parts, context, found } = rehearsing;
  const { by, key, otherwise } = lookUp;
  const known = people.flatMap(({ id, values }) => (values[key] ?? []).slice(0, 1).map((value) => ({ id, value })));
  if (known.length === 0)
    found.notes.push({
      en: `nobody who is listed can be asked for by ${by.en}, so that it was tried on nobody alone`,
      fr: `aucune personne listée ne peut être demandée par ${by.fr} : l’essai n’a porté que sur une personne qui n’existe pas`,
    });
  const fix = otherwise?.fix ?? parts.rehearsal.grant(parts.system, null);
  const failed = { words: { en: `looking people up by ${by.en} fails`, fr: `la recherche par ${by.fr} échoue` } };
  await tryTo(rehearsing, { ...failed, verb: null, fix }, async () => {
    // Digits alone do not show whether capitals matter.
    const lettered = known.filter(({ value }) => swappedCase(value) !== value);
    const tried = (lookUp.anyCase && lettered.length > 0 ? lettered : known).slice(0, mostTried);
    const isFound = async (change: (value: string) => string) => {
      for (const { id, value } of tried)
        if ((await lookUp.find(parts.system, change(value), context)).includes(id)) return true;
      return false;
    };
    const asWritten = (value: string) => value;
    const works = known.length === 0 || (await isFound(lookUp.anyCase ? swappedCase : asWritten));
    if (!works) {
      const mindsCapitals = lookUp.anyCase && (await isFound(asWritten));
      found.problems.push({ message: mindsCapitals ? capitals(by) : notFound(lookUp), fix });
    }
    if (works && (await answersAnybody(rehearsing, lookUp, known)))
      found.problems.push({ message: findsAnybody(by), fix });
  });
}

/** Whether it answers with somebody whoever is asked for. */
async function answersAnybody<System extends KitSystem>(
  { parts, context }: Rehearsing<System>,
  lookUp: LookUp<System>,
  known: readonly { id: string; value: string }[],
): Promise<boolean> {
  const found = (value: string) => lookUp.find(parts.system, value, context);
  if (lookUp.alsoFindsOthers !== true) return (await found(nobody[lookUp.holds])).length > 0;
  const other = known[1];
  return other !== undefined && !(await found(other.value)).includes(other.id);
}

const norALeaver: Localized = {
  en: 'nor would a leaver be',
  fr: 'une personne qui part ne le serait pas non plus',
};

function notFound({ by, otherwise }: Pick<LookUp<never>, 'by' | 'otherwise'>): Localized {
  const then = otherwise?.instead ?? norALeaver;
  return {
    en: `somebody who exists is not found by ${by.en}: ${then.en}`,
    fr: `quelqu’un qui existe n’est pas trouvé par ${by.fr} : ${then.fr}`,
  };
}

function capitals(by: Localized): Localized {
  return {
    en: `somebody who exists is found by ${by.en} in the very capitals alone in which it is written there`,
    fr: `quelqu’un qui existe n’est trouvé par ${by.fr} qu’avec les majuscules exactes qui y sont écrites`,
  };
}

function findsAnybody(by: Localized): Localized {
  return {
    en: `looked up by ${by.en}, somebody is found whoever is asked for: the filter is ignored`,
    fr: `recherchée par ${by.fr}, n’importe quelle personne en fait trouver une : le filtre est ignoré`,
  };
}

/** The whole search, of somebody who exists and of nobody. The account of who exists, else of anybody whom it names. */
async function trySearch<System extends KitSystem>(
  rehearsing: Rehearsing<System>,
  people: readonly KnownPerson[],
): Promise<Account | null> {
  const { parts, tenant, context, found } = rehearsing;
  const lookUps = parts.rehearsal.lookUps(parts.system);
  const searched = (person: Person) => parts.search(parts.system, { person, tenant }, context);
  const known = people.find(
    ({ addresses, values }) =>
      addresses?.length || lookUps.some(({ key, holds }) => holds !== 'name' && values[key]?.length),
  );
  const theirs = known && (await tryTo(rehearsing, 'somebody', () => searched(personOf(known, lookUps))));
  const account = theirs ? accountsIn(theirs).find(({ id }) => id === known.id) : undefined;
  if (theirs && account === undefined)
    found.problems.push({
      message: {
        en: 'a departure of somebody who exists there would not find their account',
        fr: 'le départ de quelqu’un qui y existe ne trouverait pas son compte',
      },
      fix: parts.rehearsal.grant(parts.system, null),
    });
  const nobodys = await tryTo(rehearsing, 'nobody', () => searched(personOf(null, lookUps)));
  if (nobodys?.status === 'found' && parts.rehearsal.findsEverybody !== true)
    found.problems.push({
      message: {
        en: 'a departure of somebody who does not exist would find an account',
        fr: 'le départ de quelqu’un qui n’existe pas trouverait un compte',
      },
      fix: parts.rehearsal.grant(parts.system, null),
    });
  if (found.problems.length === 0) await tryTo(rehearsing, 'absence', () => parts.control(parts.system, context));
  return account ?? (nobodys && accountsIn(nobodys)[0]) ?? null;
}

function accountsIn(search: Search): readonly Account[] {
  switch (search.status) {
    case 'found':
      return search.accounts;
    case 'ambiguous':
      return search.candidates;
    case 'none':
      return [];
  }
}

/** The account, what protects it, and every list of it, each by itself. */
async function tryLook<System extends KitSystem>(rehearsing: Rehearsing<System>, found: Account): Promise<void> {
  const { parts, context } = rehearsing;
  const { system } = parts;
  const seen = await tryTo(rehearsing, 'account', () => parts.now(system, found, context));
  const account = seen?.account ?? found;
  await tryTo(rehearsing, 'protection', async () => parts.protection?.(system, account, context));
  const untold: Look['untold'][number][] = [];
  for (const { verb, named, plan } of parts.kinds)
    await tryTo(rehearsing, { words: unlisted(named), verb }, async () => {
      await plan(account, system, context);
    });
  const items: LookItem[] = [];
  await tryTo(rehearsing, 'snapshot', () => parts.snapshot(system, { account, items, untold }, context));
  await tryTo(rehearsing, { words: words.lastUse, verb: lastUseVerb }, () =>
    parts.lastUse(system, { account, since: context.now() }, context),
  );
}

function unlisted(named: Words): Localized {
  const { en, fr } = typeof named === 'string' ? { en: named, fr: named } : named;
  return {
    en: `${en} of somebody who exists cannot be told`,
    fr: `${fr} : ce qu’en a quelqu’un qui existe ne peut pas être connu`,
  };
}

function unreadable({ en, fr }: Localized): Localized {
  return { en: `${en} cannot be read`, fr: `${fr} : lecture impossible` };
}

/** A leaver with the values of somebody who exists; null: of nobody. */
function personOf<System>(known: KnownPerson | null, lookUps: readonly LookUp<System>[]): Person {
  const valuesFor = (holds: 'address' | 'number') =>
    known === null
      ? [nobody[holds]]
      : lookUps.filter((one) => one.holds === holds).flatMap(({ key }) => known.values[key] ?? []);
  const addresses = [...(known?.addresses ?? []), ...valuesFor('address')];
  const [email = nobody.address, ...otherEmails] = new Set(addresses);
  const [employeeNumber] = lookUps.some(({ holds }) => holds === 'number') ? valuesFor('number') : [];
  return {
    id: known?.id ?? 'relais-nobody',
    name: 'Relais doctor',
    email,
    ...(otherEmails.length > 0 && { otherEmails }),
    ...(employeeNumber !== undefined && { employeeNumber }),
    title: null,
    team: null,
    managerId: null,
    locale: 'en',
    timeZone: 'Europe/Paris',
    country: 'FR',
    photoUrl: null,
    handles: {},
  };
}
