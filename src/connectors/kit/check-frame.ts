import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { PartsReport } from './connector-parts.ts';

export type Problem = CheckReport['problems'][number];

export interface CheckFrame {
  /** Scopes or permissions, as the vendor names them. */
  needed: readonly string[];
  /** What the credentials have, as far as the vendor tells, and what is wrong with that. Left out: it tells nothing. */
  granted?(context: ConnectorContext): Promise<{ granted: readonly string[] | null; problems: readonly Problem[] }>;
  /** Each looks at one thing of the settings; all that does not work is told at once. */
  steps: readonly ((context: ConnectorContext) => Promise<readonly Problem[]>)[];
  /** A failed call in an administrator's words, and what to do. */
  explain(error: ConnectorError): Problem;
}

/**
 * A report from reads alone; a call that fails is a problem in it, never thrown. What a departure asks is asked after
 * it.
 */
export async function checkReport(frame: CheckFrame, context: ConnectorContext): Promise<PartsReport> {
  const { needed } = frame;
  let granted: readonly string[] | null = null;
  const problems: Problem[] = [];
  try {
    const rights = await frame.granted?.(context);
    granted = rights?.granted ?? null;
    // Whatever is refused for want of them is named by them.
    if (rights && rights.problems.length > 0)
      return { ok: false, granted, needed, problems: rights.problems, stopped: true };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { ok: false, granted, needed, problems: [frame.explain(error)], stopped: true };
  }
  for (const step of frame.steps) {
    try {
      problems.push(...(await step(context)));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      problems.push(frame.explain(error));
      if (error.kind === 'unavailable' || error.kind === 'throttled')
        return { ok: false, granted, needed, problems, stopped: true };
    }
  }
  return { ok: problems.length === 0, granted, needed, problems };
}
