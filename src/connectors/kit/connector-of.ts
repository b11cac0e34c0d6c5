import { inEnglish, inFrench, type Localized } from '../../domain/localized.ts';
import { userNamesIn } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { LookItem, LookNote } from '../../domain/systems/look.ts';
import { vendorIdOf } from '../../domain/systems/tenant.ts';
import {
  type CheckReport,
  type Connector,
  type ConnectorContext,
  ConnectorError,
  type Look,
} from '../../engine/ports/connector.ts';
import { kindOf } from '../action-kind.ts';
import { actionId, isListed, planAction } from '../planned-action.ts';
import { accountListOf } from './account-list.ts';
import type { AccountNow, ConnectorParts, KitSystem } from './connector-parts.ts';
import { isOwnAccount } from './own-account.ts';
import { ownedListOf } from './owned-list.ts';
import { readsOnce } from './reads-once.ts';
import { rehearse } from './rehearse.ts';
import { requireSameUser } from './require-same-user.ts';
import { requireTenant } from './require-tenant.ts';
import { tenantReader } from './tenant-reader.ts';

/** Why an account that the settings name is not touched. */
export const listedAsProtected: Localized = {
  en: 'it is on the list of protected accounts',
  fr: 'il est sur la liste des comptes protégés',
};

/**
 * One connector of its parts. What every system owes is here, once: protected accounts, the tenant before every call, a
 * control for absence, lists that could not be read, and that what is gone counts only below something that answered in
 * the same look.
 */
export function connectorOf<System extends KitSystem>(parts: ConnectorParts<System>): Connector {
  const { system, kinds } = parts;
  const { settings } = system;
  const tenants = tenantReader(parts);

  return {
    id: settings.id,
    label: settings.label,
    tier: settings.tier,
    ...(parts.handsOver === true && { handsOver: true }),
    ...(parts.userNames === true && { userNames: true }),
    ...(parts.perMinute !== undefined && { perMinute: parts.perMinute }),
    ...(parts.accounts !== undefined && { accounts: accountListOf(parts, tenants) }),
    ...(parts.owned !== undefined && { owned: ownedListOf(parts, tenants) }),

    async find(person, context) {
      const names = userNamesIn(person, settings.id);
      if (names.length > 0 && parts.userNames !== true) throw nameless(names);
      const known = context.tenant ?? null;
      // Where nothing told the organisation so far, there may be somebody by now who does.
      const anew = known !== null && vendorIdOf(known) === null && parts.accountsTellTenant === true;
      const expected = anew ? null : known;
      const { tenant, evidence: ofTenant } = await tenants.fresh({ expected, leaver: person }, context);
      const found = await parts.search(system, { person, tenant }, context);
      const evidence = [...ofTenant, ...found.evidence];
      switch (found.status) {
        case 'found':
          return { ...found, tenant, evidence, accounts: await allGuarded(found.accounts, context) };
        case 'ambiguous':
          return { ...found, tenant, evidence, candidates: await allGuarded(found.candidates, context) };
        case 'none':
          if (vendorIdOf(tenant) === null) throw witnessless(evidence);
          return { ...found, tenant, evidence: [...evidence, ...(await parts.control(system, context))] };
      }
    },

    async look(account, asked) {
      const context = parts.asksOnceInALook === true ? { ...asked, reads: asked.reads ?? readsOnce() } : asked;
      const { tenant } = await tenants.fresh({ expected: account.tenant }, context);
      requireTenant(account.tenant, tenant);
      const seen = await now(account, context);
      if (seen.presence === 'absent' && vendorIdOf(tenant) === null) throw witnessless(seen.evidence);
      const current = await guarded(seen.account, context);
      const { items, untold, notes } = await itemsOf(current, context);
      const snapshot = await parts.snapshot(system, { account: current, items, untold }, context);
      return { account: current, presence: seen.presence, items, untold, snapshot, ...(notes.length > 0 && { notes }) };
    },

    async act(action, context) {
      if (isListed(settings.protected, { id: action.accountId, login: action.accountLogin }))
        throw new ConnectorError('protected', {
          en: `${action.accountLogin} is on the list of protected accounts`,
          fr: `${action.accountLogin} est sur la liste des comptes protégés`,
        });
      const kind = kindOf(kinds, action);
      requireTenant(action.tenant, (await tenants.recent(action.tenant, context)).tenant);
      if (action.manual) return { status: 'manual', message: action.call };
      const begun = context.now();
      const outcome = await unlessElsewhere(action.tenant, { begun, context }, () => kind.act(action, system, context));
      // That there is nothing to end is an absence too: another organisation may have come to answer since the plan.
      if (outcome.status === 'already')
        requireTenant(action.tenant, (await tenants.since(action.tenant, begun, context)).tenant);
      return outcome;
    },

    async readBack(action, context) {
      const kind = kindOf(kinds, action);
      requireTenant(action.tenant, (await tenants.recent(action.tenant, context)).tenant);
      const begun = context.now();
      const answer = await unlessElsewhere(action.tenant, { begun, context }, () =>
        kind.readBack(action, system, context),
      );
      if (answer.state !== 'desired') return answer;
      // Absence below an account counts only when the account itself answered, or is proven gone, in the same look, in
      // the right tenant.
      const isNamed = vendorIdOf(action.tenant) !== null;
      const seen = kind.provesItself && isNamed ? null : await now(accountIn(action), context);
      const above = seen?.evidence ?? [];
      // Where nothing tells the organisation, the account itself does, by its id and login.
      if (!isNamed && !(seen?.presence === 'there' && hasLogin(seen.account, action.accountLogin)))
        throw witnessless([...above, ...answer.evidence]);
      const { tenant, evidence } = await tenants.since(action.tenant, begun, context);
      requireTenant(action.tenant, tenant);
      return { ...answer, evidence: [...evidence, ...above, ...answer.evidence] };
    },

    async lastUse(account, since, context) {
      requireTenant(account.tenant, (await tenants.recent(account.tenant, context)).tenant);
      return parts.lastUse(system, { account, since }, context);
    },

    async check(context) {
      const { stopped = false, notes: own = [], ...report } = await parts.check(context);
      if (stopped) return { ...report, ...(own.length > 0 && { notes: own }) };
      const { problems: more, notes: found } = await askedAsADeparture(context);
      const notes = [...own, ...found];
      const problems = [...report.problems, ...more];
      return { ...report, ok: problems.length === 0, problems, ...(notes.length > 0 && { notes }) };
    },
  };

  /** The account as it is. Whatever a connector takes for an answer, one about another id is none about this one. */
  async function now(account: Account, context: ConnectorContext): Promise<AccountNow> {
    const seen = await parts.now(system, account, context);
    requireSameUser(settings.label, { asked: account.id, answered: seen.account.id }, seen.evidence);
    return seen;
  }

  /**
   * Whatever is not there: says so of the right organisation only. Throws `mismatch` where another one has come to
   * answer.
   */
  async function unlessElsewhere<Answer>(
    tenant: string,
    { begun, context }: { begun: Date; context: ConnectorContext },
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof ConnectorError && error.kind === 'not-found')
        requireTenant(tenant, (await tenants.since(tenant, begun, context)).tenant);
      throw error;
    }
  }

  /** Which organisation answers, and then everything that a departure asks of it. */
  async function askedAsADeparture(
    context: ConnectorContext,
  ): Promise<{ problems: CheckReport['problems']; notes: NonNullable<CheckReport['notes']> }> {
    try {
      const { tenant } = await tenants.fresh({ expected: null }, context);
      return await rehearse(parts, tenant, context);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return { problems: [unanswered(error)], notes: [] };
    }
  }

  async function guarded(account: Account, context: ConnectorContext): Promise<Account> {
    if (isListed(settings.protected, account)) return { ...account, protectedBecause: listedAsProtected };
    const own = account.protectedBecause ?? (await parts.protection?.(system, account, context)) ?? null;
    return { ...account, protectedBecause: own, ...(isOwnAccount(own) && { own: true as const }) };
  }

  function allGuarded(accounts: readonly Account[], context: ConnectorContext): Promise<Account[]> {
    return Promise.all(accounts.map((account) => guarded(account, context)));
  }

  /** Every kind by itself: a list that may not be read costs what is in it, not the account. */
  async function itemsOf(account: Account, context: ConnectorContext): Promise<ListedItems> {
    const untold: Look['untold'][number][] = [];
    const notes: LookNote[] = [];
    const lists = await Promise.all(
      kinds.map(async (kind): Promise<LookItem[]> => {
        try {
          const plans = await kind.plan(account, system, kind.note ? briefly(context) : context);
          return plans.map(({ standing = 'open', ...plan }) => ({
            standing,
            action: planAction(settings, account, { verb: kind.verb, named: kind.named, ...plan }),
          }));
        } catch (error) {
          if (!(error instanceof ConnectorError)) throw error;
          const words = kind.note?.(error, system);
          if (words !== undefined) {
            notes.push({ actionId: actionId(settings, account, kind), words });
            return [];
          }
          if (!isOwnTrouble(error)) throw error;
          untold.push({ what: kind.verb, named: kind.named, reason: error.words });
          return [];
        }
      }),
    );
    return { items: lists.flat(), untold, notes };
  }
}

type ListedItems = Pick<Look, 'items' | 'untold'> & { notes: readonly LookNote[] };

/** So long may what nothing waits for keep a look waiting, in milliseconds. */
const briefPatience = 5_000;

function briefly(context: ConnectorContext): ConnectorContext {
  return { ...context, signal: AbortSignal.any([context.signal, AbortSignal.timeout(briefPatience)]) };
}

/** Null when what is asked for may not be read, or proves nothing; any other trouble is thrown. */
export async function unlessUntold<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ConnectorError && isOwnTrouble(error)) return null;
    throw error;
  }
}

/**
 * Trouble of this list, not of the system: without the right to read it, or in a shape that nothing can be concluded
 * from.
 */
function isOwnTrouble({ kind }: ConnectorError): boolean {
  return kind === 'unauthorised' || kind === 'rejected' || kind === 'unproven' || kind === 'not-found';
}

/** Of a system that does not tell who it is. */
function unanswered({ words }: ConnectorError): CheckReport['problems'][number] {
  return {
    message: {
      en: `it cannot be told which organisation answers there: ${inEnglish(words)}`,
      fr: `on ne peut pas savoir quelle organisation y répond : ${inFrench(words)}`,
    },
    fix: {
      en: 'Nothing is planned or cut while that is so. Check the address, and that the credentials may read the organisation.',
      fr: 'Rien n’est prévu ni coupé tant que c’est le cas. Vérifiez l’adresse, et que les identifiants peuvent lire l’organisation.',
    },
  };
}

/** It would not be asked by what somebody told, and nobody would notice. */
function nameless(names: readonly string[]): ConnectorError {
  const told = names.join(', ');
  return new ConnectorError('rejected', {
    en: `people are known there by their addresses alone, and the user name ${told} was told: take it out, or give it as an address`,
    fr: `les personnes n’y sont connues que par leurs adresses, et le nom d’utilisateur ${told} a été indiqué : retirez-le, ou donnez-le comme adresse`,
  });
}

/** Another organisation knows nothing of the leaver either: absence counts only where it is told which one answers. */
function witnessless(evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError(
    'unproven',
    {
      en: 'nothing tells which organisation answers there, and another one would not know this account either',
      fr: 'rien ne dit quelle organisation y répond, et une autre ne connaîtrait pas ce compte non plus',
    },
    { evidence },
  );
}

function hasLogin(account: Account, login: string): boolean {
  return account.login.toLowerCase() === login.toLowerCase();
}

/** The account of an action, as far as its plan knows it. */
function accountIn(action: PlannedAction): Account {
  return {
    system: action.system,
    systemLabel: action.systemLabel,
    tenant: action.tenant,
    id: action.accountId,
    login: action.accountLogin,
    name: null,
    status: '',
    protectedBecause: null,
  };
}

/** The evidence of a reply with what was seen in it. */
export function saw({ evidence }: { evidence: Evidence }, detail: string): Evidence {
  return { ...evidence, detail: detail.slice(0, 200) };
}

/** All evidence of a list with what was seen in it. */
export function sawAll(evidence: readonly Evidence[], detail: string): Evidence[] {
  return evidence.map((each) => saw({ evidence: each }, detail));
}
