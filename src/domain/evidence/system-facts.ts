import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { Entry } from '../journal/entry.ts';
import { inEnglish } from '../localized.ts';
import type { SystemLook } from '../systems/look.ts';
import { actionFacts } from './action-facts.ts';
import type { LookFact, SystemFacts } from './report.ts';
import { type Naming, named } from './who.ts';

/** Per system: what was asked and found, what was done to each account, and every later look. */
export function systemFacts(
  entries: readonly Entry[],
  departure: Departure,
  given: { naming: Naming; cutOff: Instant | null },
): SystemFacts[] {
  const { naming } = given;
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
    const ids = [...new Set(actions.map(({ action }) => action.accountId))];
    return {
      system,
      label,
      askedBy: own.at(-1)?.look.asked.length ?? 0,
      accounts: ids.map((id) => {
        const ofAccount = actions.filter(({ action }) => action.accountId === id);
        return {
          code: naming.codeOf('account', `${system}/${id}`),
          ...named(naming, 'login', ofAccount[0]?.action.accountLogin),
          actions: ofAccount.map((one) => actionFacts(one, entries, given)),
        };
      }),
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
