import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';

/** Beyond this, one of the two clocks is wrong and instants of one say nothing about the other. */
const furthest = 10 * 60_000;

/**
 * How far Graph's clock is ahead of ours, in milliseconds, by the `Date` of an answer that just came; whole seconds, so
 * up to one second too small. 0 when the answer has none.
 */
export function clockAhead(headers: Headers, context: ConnectorContext): number {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return 0;
  return date - context.now().getTime();
}

/** Throws `unproven` when instants of the two clocks cannot be compared. */
export function requireComparable(ahead: number): void {
  if (Math.abs(ahead) <= furthest) return;
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  throw new ConnectorError('unproven', {
    en: `Graph’s clock and this computer’s are ${minutes} minutes apart; set this one right`,
    fr: `l’horloge de Graph et celle de cet ordinateur ont ${minutes} minutes d’écart ; réglez celle-ci`,
  });
}
