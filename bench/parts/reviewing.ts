import { pino } from 'pino';
import { createConnectors, loadSystems, systemsSchema } from '../../src/connectors/registry.ts';
import { inEnglish } from '../../src/domain/localized.ts';
import { organisationSchema } from '../../src/engine/people/organisation.ts';
import { createKeptLists } from '../../src/engine/people/sources/kept-lists.ts';
import { createKnownPeople } from '../../src/engine/people/sources/known-people.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { beginReview } from '../../src/engine/reviews/begin-review.ts';
import { readReview } from '../../src/engine/reviews/review-notes.ts';
import { workOnReview } from '../../src/engine/reviews/work-on-review.ts';
import { company, type WorkspacePerson } from '../../src/workspace/company.ts';
import { createSandboxSystems } from '../../src/workspace/systems/sandbox-systems.ts';
import { openEngineWorld } from '../engine-world.ts';
import { definePart, type Size } from '../part.ts';
import { invented } from '../people.ts';
import { inScratch } from '../scratch.ts';
import { seconds } from '../statistics.ts';
import { openSystemServer } from '../system-server.ts';

const sizes: Record<Size, { people: number; added: readonly string[]; delay: number }> = {
  full: {
    people: 2_000,
    added: ['google', 'slack', 'gitlab', 'atlassian', 'salesforce', 'hubspot', 'zoom'],
    delay: 300,
  },
  tiny: { people: 20, added: ['zoom'], delay: 2 },
};

/** Whom the source of people does not know any more: nobody's accounts. */
const strangers = 5;
const limitMilliseconds = 15 * 60_000;

export const reviewing = definePart({
  name: 'reviewing',
  about:
    'a review of all accounts: twelve systems list two thousand people each, within the limits that Relais keeps to by itself, against who works here',
  measure: (size) =>
    inScratch(async (folder) => {
      const { people: count, added, delay } = sizes[size];
      const people = [...company, ...invented(count - company.length)];
      const world = await openEngineWorld(folder, []);
      const now = () => world.deps.clock.now();
      const outside = await openOutside({ dataDir: `${folder}/outside`, people, added, delay, now });
      try {
        const { deps } = world;
        const lists = createKeptLists(deps.store.notes);
        const sources = [{ id: 'hr', label: 'HR', source: null }];
        const organisation = organisationSchema.parse({});
        deps.peopleTold = { lists, known: createKnownPeople({ sources, lists, organisation, clock: deps.clock }) };
        const at = deps.clock.now().toISOString();
        const records = people.slice(0, -strangers).map((person) => recordOf(person, at));
        await lists.write('hr', records, { readAt: at, unreadable: 0, failure: null });
        for (const [id, connector] of outside.connectors) world.connectors.set(id, connector);
        await beginReview(deps, 'system');
        const began = performance.now();
        await workOnReview(deps);
        const took = performance.now() - began;
        const systems = (await readReview(deps.store))?.systems ?? [];
        const read = systems.flatMap((one) => (one.status === 'read' ? [one] : []));
        for (const one of systems)
          if (one.status === 'untold') throw new Error(`${one.label} did not tell: ${inEnglish(one.reason)}`);
        if (read.length !== outside.connectors.size) throw new Error('not every system was read');
        // SCIM's products, and those who are no member, have fewer accounts than there are people.
        if (read.every(({ counts }) => (counts['orphaned'] ?? 0) === 0)) throw new Error('nothing was found');
        const accounts = read.reduce((sum, one) => sum + one.accounts, 0);
        const floor = outside.floor();
        return [
          {
            what: `a review of ${accounts.toLocaleString('en')} accounts of ${count.toLocaleString('en')} people in ${read.length} systems that take ${delay} ms a call`,
            measured: seconds(took),
            baseline: `${seconds(floor.milliseconds)}: ${floor.calls} calls at the ${floor.perMinute} a minute of the slowest one (${floor.system})`,
            ratio: took / limitMilliseconds,
            goal: { type: 'limit', words: '< 15 min' },
            reason: 'each system is listed page by page within its limit',
          },
        ];
      } finally {
        await world.stop();
        await outside.close();
      }
    }),
});

function recordOf({ id, name, email }: WorkspacePerson, at: string) {
  return {
    ...{ at, missingSince: null },
    person: {
      ...{ id, name, email, otherEmails: [], employeeNumber: null, managerId: null, managerEmail: null },
      ...{ title: null, team: null, country: null, locale: null, timeZone: null, active: true },
    },
  };
}

/**
 * The systems of the local workspace with their connectors' own limits, on a server that refuses what goes far beyond
 * them.
 */
async function openOutside({
  dataDir,
  people,
  added,
  delay,
  now,
}: {
  dataDir: string;
  people: readonly WorkspacePerson[];
  added: readonly string[];
  delay: number;
  /** The clock of the connectors too: what they sign says when. */
  now: () => Date;
}) {
  const server = await openSystemServer();
  const sandbox = createSandboxSystems({ dataDir, people, now, with: added });
  const calls = new Map<string, number[]>();
  const limits = new Map<string, number>();
  server.app.use((request, response, next) => {
    const system = request.path.split('/')[2] ?? '';
    const at = performance.now();
    const recent = (calls.get(system) ?? []).filter((one) => one > at - 60_000);
    const limit = limits.get(system);
    if (limit !== undefined && recent.length >= limit * 2) {
      response.status(429).set('retry-after', '5').json({});
      return;
    }
    calls.set(system, [...(calls.get(system) ?? []), at]);
    setTimeout(next, delay);
  });
  server.app.use(sandbox.router);
  const configured = systemsSchema.parse(sandbox.configuration(server.url).map((entry) => withoutItsLimit(entry)));
  const made = createConnectors(await loadSystems(configured), {
    env: sandbox.secrets(),
    now,
    log: pino({ level: 'silent' }),
    allowPrivateAddresses: true,
  });
  const connectors = new Map<string, Connector>([...made].filter(([, { accounts }]) => accounts !== undefined));
  for (const [id, { perMinute }] of connectors) if (perMinute !== undefined) limits.set(id, perMinute);
  return {
    connectors,
    /** How long the system takes at least whose calls fit into its limit the least. */
    floor() {
      const each = [...limits].map(([system, perMinute]) => {
        const made = calls.get(system)?.length ?? 0;
        return { system, perMinute, calls: made, milliseconds: (made / perMinute) * 60_000 };
      });
      return each.reduce((a, b) => (a.milliseconds > b.milliseconds ? a : b));
    },
    async close() {
      await server.close();
      sandbox.close();
    },
  };
}

/**
 * The sandbox names limits that no vendor has; without them each connector keeps to its own. The twelve answer from
 * this very process, which may keep one waiting while it serves the others.
 */
function withoutItsLimit(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('perMinute' in entry)) return entry;
  const { perMinute: _limit, ...rest } = entry;
  return { ...rest, timeoutSeconds: 60 };
}
