import type { ConnectorContext } from '../../engine/ports/connector.ts';

export interface IssuedToken {
  token: string;
  /** When the system stops taking it, in milliseconds since 1970. */
  endsAt: number;
}

/**
 * So long before its end a token is not used any more, in milliseconds, so that no call starts with one that ends under
 * way.
 */
const renewedEarly = 60_000;
/** Where tokens live for a minute or less, a minute early would mean a new one for each call. */
const shareOfLife = 0.2;

/**
 * An access token that is asked for once, however many calls need it at the same moment, and kept until shortly before
 * its end.
 */
export interface HeldToken {
  /** Fails as `issue` does. */
  get(context: ConnectorContext): Promise<string>;
  /** Asks for another in any case: what is held may not show what was granted since. */
  renew(context: ConnectorContext): Promise<string>;
  /** It was refused: the next call asks for another, or waits for one that is on its way. */
  drop(): void;
}

export function heldToken(issue: (context: ConnectorContext) => Promise<IssuedToken>): HeldToken {
  let held: { token: string; until: number } | undefined;
  let asking: { answer: Promise<string>; signal: AbortSignal } | undefined;

  async function renew(context: ConnectorContext): Promise<string> {
    const asked = context.now().getTime();
    const { token, endsAt } = await issue(context);
    held = { token, until: endsAt - Math.min(renewedEarly, (endsAt - asked) * shareOfLife) };
    return token;
  }

  async function get(context: ConnectorContext): Promise<string> {
    if (held && held.until > context.now().getTime()) return held.token;
    if (asking === undefined) {
      const mine = { answer: renew(context), signal: context.signal };
      asking = mine;
      const ended = () => {
        if (asking === mine) asking = undefined;
      };
      mine.answer.then(ended, ended);
      return mine.answer;
    }
    const { answer, signal } = asking;
    try {
      return await answer;
    } catch (error) {
      // Whoever asked ran out of time; that is no answer for the others.
      if (!signal.aborted || context.signal.aborted) throw error;
      return get(context);
    }
  }

  return {
    get,
    renew,
    drop() {
      held = undefined;
    },
  };
}
