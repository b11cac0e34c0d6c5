import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { sawAll, unlessUntold } from '../kit/connector-of.ts';
import { hostedBy } from './hosted.ts';
import type { HostedIds, Removal, ZoomSystem } from './zoom-system.ts';

/** So many leavers are kept in mind: those of some days. */
const mostKept = 500;

const none: HostedIds = { meetings: [], webinars: [], recordings: [] };
const kinds = ['meetings', 'webinars', 'recordings'] as const;

/** Zoom may tell less of a user once it is deactivated, so what is told of an open one counts. */
export function rememberHosted({ hosted }: ZoomSystem, accountId: string, ids: HostedIds): void {
  hosted.delete(accountId);
  hosted.set(accountId, ids);
  const [oldest] = hosted.keys();
  if (hosted.size > mostKept && oldest !== undefined) hosted.delete(oldest);
}

/** What whoever takes over has to host once the user is removed, and what they host before. */
export async function expectedOf(
  system: ZoomSystem,
  { accountId, heirId }: { accountId: string; heirId: string },
  context: ConnectorContext,
): Promise<Removal> {
  const seen = system.hosted.get(accountId) ?? none;
  const now = (await unlessUntold(() => hostedBy(system, accountId, context))) ?? none;
  const heldBefore = await hostedBy(system, heirId, context);
  const last = (kind: (typeof kinds)[number]) => (now[kind].length > 0 ? now[kind] : seen[kind]);
  const handedOver = { meetings: last('meetings'), webinars: last('webinars'), recordings: last('recordings') };
  return { handedOver, heldBefore };
}

/**
 * Whether all of it is there: each by its id, or, because no document says that ids stay, by so many more than before.
 * Meetings that are over by now are not told any more of anybody: whoever asks late is told of fewer, and a person
 * looks.
 */
export async function arrivedAt(
  system: ZoomSystem,
  { heirId, removal }: { heirId: string; removal: Removal },
  context: ConnectorContext,
): Promise<{ isWhole: boolean; evidence: Evidence[] }> {
  const now = await hostedBy(system, heirId, context);
  const counts = kinds.map((kind) => {
    const [handed, before] = [removal.handedOver[kind], removal.heldBefore[kind]];
    const byId = handed.filter((id) => now[kind].includes(id)).length;
    const more = now[kind].length - before.length;
    return { kind, wanted: handed.length, arrived: Math.min(handed.length, Math.max(byId, more, 0)) };
  });
  const words = counts.map(({ kind, wanted, arrived }) => `${arrived} of ${wanted} ${kind}`).join(', ');
  return {
    isWhole: counts.every(({ wanted, arrived }) => arrived === wanted),
    evidence: sawAll(now.evidence, `with whoever takes over: ${words}`),
  };
}
