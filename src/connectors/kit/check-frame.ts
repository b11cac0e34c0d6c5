import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';

export type Problem = CheckReport['problems'][number];

export interface CheckFrame {
  /** Scopes or permissions, as the vendor names them. */
  needed: readonly string[];
  /** What the credentials have, as far as the vendor tells, and what is wrong with that. Left out: it tells nothing. */
  granted?(context: ConnectorContext): Promise<{ granted: readonly string[] | null; problems: readonly Problem[] }>;
  /** Each asks one thing as a departure would; the first that finds a problem is the last one asked. */
  steps: readonly ((context: ConnectorContext) => Promise<readonly Problem[]>)[];
  /** A failed call in an administrator's words, and what to do. */
  explain(error: ConnectorError): Problem;
}

/** A report from reads alone; a call that fails is a problem in it, never thrown. */
export async function checkReport(frame: CheckFrame, context: ConnectorContext): Promise<CheckReport> {
  const { needed } = frame;
  let granted: readonly string[] | null = null;
  try {
    const rights = await frame.granted?.(context);
    granted = rights?.granted ?? null;
    if (rights && rights.problems.length > 0) return { ok: false, granted, needed, problems: rights.problems };
    for (const step of frame.steps) {
      const problems = await step(context);
      if (problems.length > 0) return { ok: false, granted, needed, problems };
    }
    return { ok: true, granted, needed, problems: [] };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { ok: false, granted, needed, problems: [frame.explain(error)] };
  }
}
