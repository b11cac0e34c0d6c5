import { inFrench, type Localized } from '../../domain/localized.ts';
import { type CheckReport, ConnectorError } from '../../engine/ports/connector.ts';

export type Problem = CheckReport['problems'][number];

/** A refusal is a problem that is told, with what to do; being out of reach, or put off, ends the check. */
export async function attempt(
  problems: Problem[],
  { what, fix }: { what: Localized; fix: Localized },
  read: () => Promise<unknown>,
): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind === 'throttled' || error.kind === 'unavailable') throw error;
    problems.push({
      message: { en: `${what.en} (${error.message})`, fr: `${what.fr} (${inFrench(error.words)})` },
      fix,
    });
  }
}
