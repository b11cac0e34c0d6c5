import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConnectorParts, KitSystem } from './connector-parts.ts';

interface Tenant {
  tenant: string;
  evidence: readonly Evidence[];
}

/** For so long an answer about the tenant counts for calls that follow it, in milliseconds. */
const recentFor = 60_000;

/** Which tenant answers: its fingerprint is the origin of the address and the vendor's own id behind it. */
export function tenantReader<System extends KitSystem>({
  system,
  origin,
  tenant,
}: Pick<ConnectorParts<System>, 'system' | 'origin' | 'tenant'>) {
  let known: { at: number; answer: Tenant } | null = null;
  let underWay: { at: number; answer: Promise<Tenant> } | null = null;

  /** Never by a shared read: that one may have been made before the read whose tenant is asked for. */
  async function fresh(context: ConnectorContext): Promise<Tenant> {
    const at = context.now().getTime();
    const { id, evidence } = await tenant(system, { ...context, reads: undefined });
    const answer = { tenant: id === null ? origin : `${origin} ${id}`, evidence };
    known = { at, answer };
    return answer;
  }

  /** Joins a question that was put after the instant and is not answered yet, where there is one. */
  async function joined(instant: number, context: ConnectorContext): Promise<Tenant> {
    if (underWay !== null && underWay.at > instant) return underWay.answer;
    const mine = { at: context.now().getTime(), answer: fresh(context) };
    underWay = mine;
    try {
      return await mine.answer;
    } finally {
      if (underWay === mine) underWay = null;
    }
  }

  return {
    /** Asks. Fails as the connector's `tenant` does. */
    fresh,
    /** What was answered after this instant, else asks. */
    async since(instant: Date, context: ConnectorContext): Promise<Tenant> {
      return known !== null && known.at > instant.getTime() ? known.answer : joined(instant.getTime(), context);
    },
    /** What was answered within the last minute, else asks. */
    async recent(context: ConnectorContext): Promise<Tenant> {
      const age = known === null ? Number.POSITIVE_INFINITY : context.now().getTime() - known.at;
      return known !== null && age >= 0 && age < recentFor ? known.answer : fresh(context);
    },
  };
}
