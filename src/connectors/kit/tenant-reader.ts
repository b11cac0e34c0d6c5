import type { Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { vendorIdOf } from '../../domain/systems/tenant.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConnectorParts, KitSystem } from './connector-parts.ts';

interface Tenant {
  tenant: string;
  evidence: readonly Evidence[];
}

interface Question {
  /** The fingerprint that an earlier look gave; null while there is none. */
  expected: string | null;
  /** Whose accounts are looked for, where nothing is expected yet. */
  leaver?: Person;
}

/** The answers to one question. */
interface Answers {
  known: { at: number; answer: Tenant } | null;
  underWay: { at: number; answer: Promise<Tenant> } | null;
}

/** For so long an answer about the tenant counts for calls that follow it, in milliseconds. */
const recentFor = 60_000;

/**
 * Which tenant answers: its fingerprint is the origin of the address and the vendor's own id behind it. Where the
 * vendor has no id, what stands there is remembered (`isTenant`): an expected fingerprint is checked, and made anew
 * only if it fails.
 */
export function tenantReader<System extends KitSystem>({
  system,
  origin,
  tenant,
  isTenant,
}: Pick<ConnectorParts<System>, 'system' | 'origin' | 'tenant' | 'isTenant'>) {
  const byQuestion = new Map<string, Answers>();

  /** A vendor's own id is the same whatever is expected. */
  function answersTo({ expected }: Question, now: number): Answers {
    const key = isTenant === undefined ? '' : (expected ?? '');
    const earlier = byQuestion.get(key);
    if (earlier) return earlier;
    for (const [each, { known, underWay }] of byQuestion)
      if (underWay === null && known !== null && Math.abs(now - known.at) > recentFor) byQuestion.delete(each);
    const answers: Answers = { known: null, underWay: null };
    byQuestion.set(key, answers);
    return answers;
  }

  async function ask({ expected, leaver }: Question, context: ConnectorContext): Promise<Tenant> {
    const told = (id: string | null, evidence: readonly Evidence[]): Tenant => ({
      tenant: id === null ? origin : `${origin} ${id}`,
      evidence,
    });
    if (isTenant !== undefined && expected !== null) {
      const id = vendorIdOf(expected);
      // Where nothing was remembered, no other one can be told from it: the kit believes no absence there.
      if (id === null) return told(null, []);
      const { holds, evidence } = await isTenant(system, id, context);
      if (holds) return told(id, evidence);
    }
    const { id, evidence } = await tenant(system, context, leaver);
    return told(id, evidence);
  }

  /** Never by a shared read: that one may have been made before the read whose tenant is asked for. */
  async function fresh(question: Question, context: ConnectorContext): Promise<Tenant> {
    const at = context.now().getTime();
    const answers = answersTo(question, at);
    const answer = await ask(question, { ...context, reads: undefined });
    answers.known = { at, answer };
    return answer;
  }

  /** Joins a question that was put after the instant and is not answered yet, where there is one. */
  async function joined(question: Question, instant: number, context: ConnectorContext): Promise<Tenant> {
    const now = context.now().getTime();
    const answers = answersTo(question, now);
    if (answers.underWay !== null && answers.underWay.at > instant) return answers.underWay.answer;
    const mine = { at: now, answer: fresh(question, context) };
    answers.underWay = mine;
    try {
      return await mine.answer;
    } finally {
      if (answers.underWay === mine) answers.underWay = null;
    }
  }

  return {
    /** Asks. Fails as the connector's `tenant` does. */
    fresh,
    /** What was answered after this instant, else asks. */
    async since(expected: string, instant: Date, context: ConnectorContext): Promise<Tenant> {
      const { known } = answersTo({ expected }, context.now().getTime());
      return known !== null && known.at > instant.getTime()
        ? known.answer
        : joined({ expected }, instant.getTime(), context);
    },
    /** What was answered within the last minute, else asks; so does an answer other than the expected one. */
    async recent(expected: string, context: ConnectorContext): Promise<Tenant> {
      const now = context.now().getTime();
      const { known } = answersTo({ expected }, now);
      const age = known === null || known.answer.tenant !== expected ? Number.POSITIVE_INFINITY : now - known.at;
      return known !== null && age >= 0 && age < recentFor
        ? known.answer
        : joined({ expected }, now - recentFor, context);
    },
  };
}
