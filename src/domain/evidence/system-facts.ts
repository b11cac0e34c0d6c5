import type { Entry } from '../journal/entry.ts';
import { inEnglish } from '../localized.ts';
import { type SystemLook, toldAccounts } from '../systems/look.ts';
import { type ActionSources, actionFacts } from './action-facts.ts';
import type { LookFact, SystemFacts } from './report.ts';
import { named } from './who.ts';

/** Per system: what was asked and found, what was done to each account, and every later look. */
export function systemFacts(entries: readonly Entry[], given: ActionSources): SystemFacts[] {
  const { naming, departure } = given;
  const firstEnd = entries.find(({ event }) => event.type === 'run-ended')?.seq ?? Number.POSITIVE_INFINITY;
  const looks = entries.flatMap((entry) => looksIn(entry).map((look) => ({ entry, look })));
  const labels = new Map<string, string>();
  for (const { look } of looks) labels.set(look.system, look.systemLabel);
  for (const { action } of departure.revocations)
    if (!labels.has(action.system)) labels.set(action.system, action.systemLabel);
  return [...labels].map(([system, label]) => {
    const own = looks.filter(({ look }) => look.system === system);
    const facts = own.map(({ entry, look }) => lookFact(entry, look, firstEnd));
    const actions = departure.revocations.filter(({ action }) => action.system === system);
    // Also those in which there was nothing to end, or from which something is kept.
    const logins = new Map([
      ...departure.accounts.flatMap((one) => (one.system === system ? [[one.id, one.login] as const] : [])),
      ...actions.map(({ action }) => [action.accountId, action.accountLogin] as const),
    ]);
    return {
      system,
      label,
      // Whoever does not answer does not say by what they were asked.
      askedBy: own.findLast(({ look }) => look.asked.length > 0)?.look.asked.length ?? 0,
      told: toldAccounts(own.at(-1)?.look.problem ?? null),
      accounts: [...logins].map(([id, login]) => ({
        code: naming.codeOf('account', `${system}/${id}`),
        ...named(naming, 'login', login),
        actions: actions.filter(({ action }) => action.accountId === id).map((one) => actionFacts(one, entries, given)),
      })),
      looks: facts,
      // While the run goes on, none is the last.
      lastLook: Number.isFinite(firstEnd) ? (facts.findLast(({ when }) => when !== 'later') ?? null) : null,
    };
  });
}

function looksIn({ event }: Entry): readonly SystemLook[] {
  if (event.type === 'looked') return [event.look];
  return event.type === 'planned' || event.type === 'plan-changed' ? event.looks : [];
}

function lookFact({ at, seq, event }: Entry, look: SystemLook, firstEnd: number): LookFact {
  const [problem = ''] = look.problem ? inEnglish(look.problem.reason).split(':') : [];
  return {
    at,
    seq,
    when: event.type !== 'looked' ? 'plan' : seq < firstEnd ? 'run' : 'later',
    accounts: look.accounts.length,
    // Only a code: its words may hold logins.
    problem: look.problem === null ? null : /^[a-z-]{1,40}$/.test(problem) ? problem : look.problem.kind,
  };
}
