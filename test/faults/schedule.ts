import { randomFrom } from '../kills/moments.ts';

/** What happens to a node of the replica set. Times are milliseconds. */
export type NodeFault =
  | { kind: 'step-down' }
  | { kind: 'kill-primary'; downFor: number }
  | { kind: 'stop-node'; of: 'primary' | 'secondary'; stoppedFor: number }
  | { kind: 'full-disk'; fullFor: number };

/** A fault, and how long after the one before of its list it comes, in milliseconds. */
type After<Fault> = Fault & { after: number };

/** What goes wrong, and when: processes and nodes each have a list that is worked off beside the other. */
export interface Schedule {
  /** The process in that place is killed, and another one started in it. */
  kills: readonly After<{ place: number }>[];
  nodes: readonly After<{ fault: NodeFault }>[];
}

export const places = 4;

/** How much of it there is. `quick`: each kind of fault once or more, in well under a minute. */
export interface Size {
  departures: number;
  /** The systems that Relais is connected to; null: all there are. */
  systems: readonly string[] | null;
  /** Of these, whose leaver has an account that holds a hundred groups. */
  crowded: number;
  /** So many writes into the run, or after it went on, a process begins to stand still. */
  writesBeforeStop: number;
  kills: number;
  killEvery: { least: number; most: number };
  /** So many times each kind of fault of a node. */
  nodeRounds: number;
  nodePause: { least: number; most: number };
}

export const sizes = {
  quick: {
    departures: 3,
    systems: ['okta', 'crm'],
    crowded: 1,
    writesBeforeStop: 8,
    kills: 4,
    killEvery: { least: 1_500, most: 3_500 },
    nodeRounds: 1,
    nodePause: { least: 300, most: 1_000 },
  },
  full: {
    departures: 60,
    systems: null,
    crowded: 60,
    writesBeforeStop: 200,
    kills: 45,
    killEvery: { least: 2_000, most: 6_000 },
    nodeRounds: 6,
    nodePause: { least: 2_000, most: 6_000 },
  },
} as const satisfies Record<string, Size>;

/** The same seed gives the same faults in the same order; what they meet is the machine's. */
export function scheduleFrom(seed: number, size: Size): Schedule {
  const random = randomFrom(seed);
  const between = ({ least, most }: { least: number; most: number }) => Math.round(least + random() * (most - least));
  const kills = Array.from({ length: size.kills }, () => ({
    after: between(size.killEvery),
    place: Math.floor(random() * places),
  }));
  const nodes = Array.from({ length: size.nodeRounds }, () => {
    const faults: NodeFault[] = [
      { kind: 'step-down' },
      { kind: 'kill-primary', downFor: between({ least: 500, most: 4_000 }) },
      {
        kind: 'stop-node',
        of: random() < 0.7 ? 'primary' : 'secondary',
        stoppedFor: between({ least: 3_000, most: 6_000 }),
      },
      { kind: 'full-disk', fullFor: between({ least: 1_500, most: 3_000 }) },
    ];
    return shuffled(faults, random).map((fault) => ({ after: between(size.nodePause), fault }));
  }).flat();
  return { kills, nodes };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
