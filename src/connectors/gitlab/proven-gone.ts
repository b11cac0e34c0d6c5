import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError, type ReadBack } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { projectShape } from './gitlab-shapes.ts';
import { type GitlabSystem, isInstance } from './gitlab-system.ts';
import { ownToken } from './own-user.ts';
import { readFullUser } from './user-state.ts';

/**
 * Reads lists of a user. Those of one who is proven gone answer 404 for ever, and show nothing of what was in them: a
 * person's word counts then.
 */
export async function unlessGone(
  system: GitlabSystem,
  { userId, context }: { userId: string; context: ConnectorContext },
  read: () => Promise<ReadBack>,
): Promise<ReadBack> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'not-found' || !isInstance(system)) throw error;
    const { user, evidence } = await readFullUser(system, userId, context);
    if (user !== null) throw error;
    return { state: 'unreadable', evidence: [...error.evidence, ...evidence] };
  }
}

/**
 * Whether a project that answers 404 was deleted: an administrator sees every project of an instance, and finds another
 * one by its id. Elsewhere a 404 may be the want of a right, and proves nothing.
 */
export async function isProjectGone(
  system: GitlabSystem,
  id: string,
  context: ConnectorContext,
): Promise<{ gone: boolean; evidence: Evidence[] }> {
  if (!isInstance(system)) return { gone: false, evidence: [] };
  const { http } = system;
  const asked = await http.find(path`/projects/${id}`, projectShape, context);
  const evidence = [saw(asked, asked.data === null ? 'no such project' : 'the project is there')];
  if (asked.data !== null) return { gone: false, evidence };
  const token = await ownToken(system, context);
  const own = await readFullUser(system, token.userId, context);
  evidence.push(token.evidence, ...own.evidence);
  if (own.user?.is_admin !== true) return { gone: false, evidence };
  const list = await http.get('/projects', z.array(projectShape), context, { query: { simple: true, per_page: 2 } });
  const other = list.data.find((one) => one.id !== id);
  evidence.push(saw(list, `control: ${list.data.length} projects listed`));
  if (other === undefined || list.data.some((one) => one.id === id)) return { gone: false, evidence };
  const control = await http.find(path`/projects/${other.id}`, projectShape, context);
  evidence.push(saw(control, `control: ${control.data === null ? 'not found' : 'found'}`));
  return { gone: control.data?.id === other.id, evidence };
}
