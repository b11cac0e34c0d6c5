import type { Account, Evidence, LookItem, PlannedAction } from '../../domain/revocation.ts';
import { type Connector, type ConnectorContext, ConnectorError, type Look } from '../../engine/ports/connector.ts';
import { kindOf } from '../action-kind.ts';
import { isListed, planAction } from '../planned-action.ts';
import type { ConnectorParts, KitSystem } from './connector-parts.ts';
import { tenantReader } from './tenant-reader.ts';

const protectedWords = 'it is on the list of protected accounts';

/**
 * One connector of its parts. What every system owes is here, once: protected accounts, the tenant before every call, a control for absence,
 * lists that could not be read, and that what is gone counts only below something that answered in the same look.
 */
export function connectorOf<System extends KitSystem>(parts: ConnectorParts<System>): Connector {
  const { system, kinds } = parts;
  const { settings } = system;
  const tenants = tenantReader(parts);

  return {
    id: settings.id,
    label: settings.label,
    tier: settings.tier,

    async find(person, context) {
      const { tenant, evidence: ofTenant } = await tenants.fresh(context);
      const found = await parts.search(system, { person, tenant }, context);
      const evidence = [...ofTenant, ...found.evidence];
      switch (found.status) {
        case 'found':
          return { ...found, tenant, evidence, accounts: found.accounts.map(guarded) };
        case 'ambiguous':
          return { ...found, tenant, evidence, candidates: found.candidates.map(guarded) };
        case 'none':
          return { ...found, tenant, evidence: [...evidence, ...(await parts.control(system, context))] };
      }
    },

    async look(account, context) {
      const { tenant } = await tenants.fresh(context);
      requireTenant(account.tenant, tenant);
      const now = guarded((await parts.now(system, account, context)).account);
      const { items, untold } = await itemsOf(now, context);
      const snapshot = await parts.snapshot(system, { account: now, items }, context);
      return { account: now, items, untold, snapshot };
    },

    async act(action, context) {
      if (isListed(settings.protected, { id: action.accountId, login: action.accountLogin }))
        throw new ConnectorError('protected', `${action.accountLogin} is on the list of protected accounts`);
      const kind = kindOf(kinds, action);
      requireTenant(action.tenant, (await tenants.recent(context)).tenant);
      if (action.manual) return { status: 'manual', message: action.call };
      return kind.act(action, system, context);
    },

    async readBack(action, context) {
      const kind = kindOf(kinds, action);
      requireTenant(action.tenant, (await tenants.recent(context)).tenant);
      const answer = await kind.readBack(action, system, context);
      if (answer.state !== 'desired' || kind.provesItself) return answer;
      // Absence below an account counts only when the account itself answered, or is proven gone, in the same look.
      const { evidence } = await parts.now(system, accountIn(action), context);
      return { ...answer, evidence: [...evidence, ...answer.evidence] };
    },

    async lastUse(account, since, context) {
      requireTenant(account.tenant, (await tenants.recent(context)).tenant);
      return parts.lastUse(system, { account, since }, context);
    },

    check: (context) => parts.check(context),
  };

  function guarded(account: Account): Account {
    return isListed(settings.protected, account) ? { ...account, protectedBecause: protectedWords } : account;
  }

  /** Every kind by itself: a list that may not be read costs what is in it, not the account. */
  async function itemsOf(account: Account, context: ConnectorContext): Promise<Pick<Look, 'items' | 'untold'>> {
    const untold: { what: string; reason: string }[] = [];
    const lists = await Promise.all(
      kinds.map(async (kind): Promise<LookItem[]> => {
        try {
          const plans = await kind.plan(account, system, context);
          return plans.map(({ standing = 'open', ...plan }) => ({
            standing,
            action: planAction(settings, account, { verb: kind.verb, ...plan }),
          }));
        } catch (error) {
          if (!(error instanceof ConnectorError) || !isOwnTrouble(error)) throw error;
          untold.push({ what: kind.verb, reason: error.message });
          return [];
        }
      }),
    );
    return { items: lists.flat(), untold };
  }
}

/** Trouble of this list, not of the system: without the right to read it, or in a shape that nothing can be concluded from. */
function isOwnTrouble({ kind }: ConnectorError): boolean {
  return kind === 'unauthorised' || kind === 'rejected' || kind === 'unproven' || kind === 'not-found';
}

function requireTenant(expected: string, answered: string): void {
  if (expected !== answered)
    throw new ConnectorError('mismatch', `${answered} answers there, and the plan is about ${expected}`);
}

/** The account of an action, as far as its plan knows it. */
export function accountIn(action: PlannedAction): Account {
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
