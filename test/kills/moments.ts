export type CallKind = 'calls' | 'writes' | 'messages';

/**
 * When a process is killed. `call`: at its n-th request to the outside, before it is taken or after, so that only the
 * answer is lost; of `writes` only those to the systems that change something count, of `messages` only new ones in
 * Slack.
 */
export type Moment =
  | { at: 'starting'; milliseconds: number }
  | { at: 'ready'; milliseconds: number }
  | { at: 'call'; of: CallKind; number: number; side: 'before' | 'after' };

export interface Life {
  moment: Moment;
  /** How much later than the kill before it is started again; leases are two minutes long. */
  laterBy: number;
  /** Whether the cut-off has come by then: a third of the lives pass before it, while people confirm. */
  cutOff: boolean;
}

/** The same seed gives the same lives, so that one line is enough to have them again. */
export function livesFrom(seed: number, kills: number): readonly Life[] {
  const random = randomFrom(seed);
  return Array.from({ length: kills }, (_, index) => {
    const cutOff = index >= kills / 3;
    return { moment: momentFrom(random, cutOff), laterBy: laterFrom(random), cutOff };
  });
}

function momentFrom(random: () => number, cutOff: boolean): Moment {
  const kind = random();
  if (kind < 0.1) return { at: 'starting', milliseconds: Math.floor(random() * 900) };
  if (kind < 0.3) return { at: 'ready', milliseconds: Math.floor(random() * 1500) };
  // Before the cut-off nothing is written anywhere, and few cards are new.
  const of = !cutOff || kind < 0.5 ? 'calls' : kind < 0.75 ? 'writes' : 'messages';
  const most = { calls: cutOff ? 140 : 30, writes: 16, messages: 6 }[of];
  // Low numbers are likelier: a process that dies soon after a start has just found what the one before left.
  const number = 1 + Math.floor(random() ** 2 * most);
  return { at: 'call', of, number, side: random() < 0.5 ? 'before' : 'after' };
}

function laterFrom(random: () => number): number {
  const kind = random();
  if (kind < 0.15) return 0;
  return kind < 0.3 ? Math.floor(random() * 60_000) : 125_000;
}

/** Mulberry32: small, even, and the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function momentWords(moment: Moment): string {
  switch (moment.at) {
    case 'starting':
      return `${moment.milliseconds} ms into its start`;
    case 'ready':
      return `${moment.milliseconds} ms after it was ready`;
    case 'call':
      return `${moment.side} number ${moment.number} of its ${moment.of} was ${moment.side === 'before' ? 'taken' : 'answered'}`;
  }
}
