import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Who may import whom inside src/; a folder that is not named here fails the test. */
const allowed: Record<string, readonly string[]> = {
  domain: ['domain'],
  views: ['views', 'domain'],
  engine: ['engine', 'views', 'domain'],
  network: ['network'],
  connectors: ['connectors', 'engine', 'network', 'domain'],
  channels: ['channels', 'engine', 'network', 'views', 'domain'],
  stores: ['stores', 'engine', 'domain'],
  keys: ['keys', 'stores', 'engine', 'domain'],
  scheduling: ['scheduling', 'engine', 'domain'],
  hris: ['hris', 'engine', 'network', 'domain', 'connectors'],
  wiki: ['wiki', 'engine', 'network', 'views', 'domain', 'connectors'],
  calendars: ['calendars', 'engine', 'network', 'views', 'domain', 'connectors'],
  'people-sources': ['people-sources', 'engine', 'domain', 'connectors'],
  flows: ['flows', 'engine', 'domain'],
  http: ['http', 'engine', 'views', 'domain'],
  desk: ['desk', 'engine', 'views', 'domain'],
  evidence: ['evidence', 'verify', 'engine', 'views', 'domain'],
  'published-heads': ['published-heads', 'evidence', 'engine', 'domain', 'connectors'],
  // What strangers check a pack with: of ours it holds its own code and its words.
  verify: ['verify', 'views'],
  workspace: ['workspace', 'engine', 'views', 'domain'],
  cli: ['*'],
  start: ['*'],
};

/** Adapters never import one another: the second path segment is part of their identity. */
const siblingsApart = new Set(['channels', 'connectors', 'stores', 'hris', 'calendars']);

/**
 * Of connectors, HR systems and calendars use what any caller over HTTP needs, and nothing that knows a system to cut.
 */
const sharedByHris = ['connectors/http/', 'connectors/kit/', 'connectors/secrets.ts'];
/** Calendars also sign in as a service account that works in people's names. */
const sharedByCalendars = [...sharedByHris, 'connectors/google/service-account.ts'];
/** A push of a dossier is signed as calls to receivers are. */
const sharedByWiki = [...sharedByHris, 'connectors/webhook/signature.ts'];
const sharedBy: Record<string, readonly string[]> = {
  hris: sharedByHris,
  calendars: sharedByCalendars,
  wiki: sharedByWiki,
  'published-heads': ['connectors/secrets.ts'],
};

/** Packages that only one place may use. */
const packageHomes: Record<string, readonly string[]> = {
  libsql: ['stores/sqlite', 'scheduling', 'workspace'],
  mongodb: ['stores/mongo', 'scheduling'],
  undici: ['network', 'channels/slack'],
  agenda: ['scheduling'],
  'csv-parse': ['engine/tables'],
  'ts-ics': ['calendars'],
  'ical-generator': ['channels/email', 'calendars'],
  imapflow: ['channels/email'],
  ldapts: ['connectors/ldap-client'],
  pg: ['connectors/postgresql'],
  '@slack/bolt': ['channels/slack'],
  '@slack/web-api': ['channels/slack'],
  '@slack/types': ['channels/slack'],
  botbuilder: [],
  'botbuilder-core': ['channels/teams'],
  'botframework-connector': ['channels/teams'],
  scimmy: ['workspace/systems'],
  'xml-crypto': ['hris/successfactors'],
  pdfkit: ['evidence'],
  fontkit: ['evidence'],
  fflate: ['evidence'],
  'isomorphic-git': ['published-heads'],
  aws4fetch: ['published-heads', 'keys'],
  'fast-xml-parser': ['published-heads'],
  recharts: ['desk/page'],
  'react-aria-components': ['desk/page'],
};

/**
 * The one reader of the environment, the tables of what it reads, which are nobody else's, and what makes settings of
 * it.
 */
const configuration: Readonly<Record<string, readonly string[]>> = {
  'config.ts': ['./setting.ts', './settings.ts', './kms-config.ts', './mail-config.ts', './teams-config.ts'],
  'kms-config.ts': ['./setting.ts', './kms-settings.ts'],
  'kms-settings.ts': ['./setting.ts'],
  'mail-config.ts': ['./setting.ts'],
  'teams-config.ts': ['./setting.ts'],
  'settings.ts': ['./setting.ts', './kms-settings.ts', './mail-settings.ts'],
  'mail-settings.ts': ['./setting.ts'],
  'setting.ts': [],
};

const domainPackages = new Set(['zod', '@date-fns/tz']);

interface SourceFile {
  /** Relative to src/, with forward slashes. */
  path: string;
  imports: readonly string[];
}

function violations(files: readonly SourceFile[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    const [layer = '', unit = ''] = file.path.split('/');
    if (!file.path.includes('/')) {
      const own = file.imports.filter((specifier) => specifier.startsWith('.'));
      const mayRead = configuration[file.path];
      if (mayRead && own.some((specifier) => !mayRead.includes(specifier)))
        found.push(`${file.path}: configuration imports nothing of ours`);
      if (file.path !== 'config.ts' && own.includes('./settings.ts'))
        found.push(`${file.path}: only config.ts reads the table of settings`);
      continue;
    }
    const may = allowed[layer];
    if (!may) {
      found.push(`${file.path}: the folder ${layer}/ is not in the house plan`);
      continue;
    }
    for (const specifier of file.imports) {
      if (specifier.startsWith('.')) {
        const target = targetOf(file, specifier) ?? '';
        const [targetLayer = '', targetUnit = ''] = target.split('/');
        if (target.startsWith('..')) {
          found.push(`${file.path} → ${specifier}: leaves src/`);
        } else if (['settings.ts', 'kms-settings.ts', 'mail-settings.ts'].includes(target)) {
          found.push(`${file.path}: only config.ts reads the table of settings`);
        } else if (
          !may.includes('*') &&
          !may.includes(targetLayer) &&
          !(layer === 'http' && target === 'config.ts') &&
          !(['channels', 'flows'].includes(layer) && target === 'package-root.ts')
        ) {
          found.push(`${file.path} → ${target}: ${layer} may not import ${targetLayer}`);
        } else if (
          ['hris', 'calendars', 'wiki'].includes(layer) &&
          targetLayer === 'connectors' &&
          !(sharedBy[layer] ?? []).some((shared) => target.startsWith(shared))
        ) {
          found.push(`${file.path} → ${target}: ${layer} may use only ${(sharedBy[layer] ?? []).join(', ')}`);
        } else if (
          siblingsApart.has(layer) &&
          targetLayer === layer &&
          targetUnit.indexOf('.') === -1 &&
          unit.indexOf('.') === -1 &&
          unit !== targetUnit &&
          // What all connectors are made of.
          targetUnit !== 'http' &&
          targetUnit !== 'ldap-client' &&
          targetUnit !== 'kit'
        ) {
          found.push(`${file.path} → ${target}: adapters do not import one another`);
        }
        continue;
      }
      const name = specifier.startsWith('@')
        ? specifier.split('/').slice(0, 2).join('/')
        : (specifier.split('/')[0] ?? '');
      const homes = packageHomes[name];
      if (homes && !homes.some((home) => file.path.startsWith(`${home}/`)))
        found.push(`${file.path} → ${name}: only ${homes.join(', ')} may`);
      if (layer === 'domain' && !domainPackages.has(name) && !specifier.endsWith('.json'))
        found.push(`${file.path} → ${specifier}: the domain is pure`);
      if (layer === 'views' && specifier.startsWith('node:')) found.push(`${file.path} → ${specifier}: views are pure`);
    }
  }
  return found;
}

interface HousePlan {
  /** In their order in ARCHITECTURE.md: each may import itself and those before it. */
  rooms: readonly string[];
  /** Files beside the rooms that every room may import. */
  shared: readonly string[];
  /** Files beside the rooms that compose them; no room imports one but those of `last`. */
  tables: readonly string[];
  /** Rooms that stand on what the others are composed to. */
  last: readonly string[];
}

const plans: Readonly<Record<'domain' | 'engine' | 'views', HousePlan>> = {
  domain: {
    rooms: [
      'calendar',
      'systems',
      'people',
      'flow',
      'tasks',
      'equipment',
      'knowledge',
      'sessions',
      'survey',
      'contact',
      'hr',
      'announcement',
      'keepsake',
      'actions',
      'hold',
      'retention',
      'plan',
      'confirmation',
      'looks',
      'brake',
      'run',
      'cards',
      'lifecycle',
      'alerts',
      'erasure',
      'waves',
      'figures',
      'journal',
      'review',
      'contracts',
      'brand',
      'alumni',
      'evidence',
      'auditors',
    ],
    // What all share, the tables of what the rooms declare, and `evolve`, by which a decision foresees the state after
    // its own events.
    shared: ['departure', 'event', 'command', 'decision', 'refusal', 'work', 'by-type', 'localized', 'evolve'],
    tables: ['decide', 'timed-events', 'due', 'installation'],
    last: [],
  },
  engine: {
    rooms: [
      'ports',
      'concurrency',
      'brakes',
      'holds',
      'tables',
      'people',
      'equipment',
      'knowledge',
      'survey',
      'alumni',
      'access',
      'cards',
      'contracts',
      'brand',
      'installation',
      'auditors',
      'messages',
      'erasure',
      'hr',
      'waves',
      'reviews',
      'audit',
      'conversation',
      'desk',
    ],
    shared: ['deps', 'metrics', 'sha256', 'signed-body', 'transact', 'turns'],
    tables: ['engine', 'moved', 'reconciler', 'restored'],
    last: ['conversation'],
  },
  views: {
    rooms: [
      'acts',
      'catalogue',
      'words',
      'tasks',
      'equipment',
      'knowledge',
      'survey',
      'access',
      'departure',
      'contracts',
      'auditors',
      'cards',
      'forms',
      'evidence',
      'desk',
    ],
    shared: ['act-names', 'audience', 'blocks', 'card-view', 'form-view'],
    tables: ['slack-words', 'teams-words'],
    last: [],
  },
};

type Planned = keyof typeof plans;
const planned = Object.keys(plans) as Planned[];

/** Where an import leads, relative to src/; null for a package. */
function targetOf({ path }: SourceFile, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return relative('/src', resolve('/src', dirname(path), specifier))
    .split(sep)
    .join('/');
}

/** Imports that go against the order of the rooms of a layer, and files of it that are in none. */
function roomViolations(of: Planned, files: readonly SourceFile[]): string[] {
  const { rooms, shared, tables, last } = plans[of];
  return files.flatMap((file) => {
    const [layer, room = '', inside] = file.path.split('/');
    if (layer !== of) return [];
    if (inside === undefined)
      return [...shared, ...tables].includes(room.replace(/\.ts$/, '')) ? [] : [`${file.path}: belongs into a room`];
    const place = rooms.indexOf(room);
    if (place === -1) return [`${file.path}: the room ${room}/ has no place in the order`];
    return file.imports.flatMap((specifier) => {
      const target = targetOf(file, specifier);
      const [targetLayer, targetRoom = '', targetInside] = target?.split('/') ?? [];
      if (targetLayer !== of) return [];
      if (targetInside === undefined)
        return shared.includes(targetRoom.replace(/\.ts$/, '')) || last.includes(room)
          ? []
          : [`${file.path} → ${target}: no room imports what composes the rooms`];
      const targetPlace = rooms.indexOf(targetRoom);
      return targetPlace <= place ? [] : [`${file.path} → ${target}: ${room} comes before ${targetRoom}`];
    });
  });
}

/** Files of a layer that import themselves by way of others, one circle after another; imports of types count too. */
function circles(of: Planned, files: readonly SourceFile[]): string[] {
  const inLayer = new Map(files.filter(({ path }) => path.startsWith(`${of}/`)).map((file) => [file.path, file]));
  const settled = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const begin = way.indexOf(path);
    if (begin !== -1) found.push([...way.slice(begin), path].join(' → '));
    const file = inLayer.get(path);
    if (begin !== -1 || settled.has(path) || !file) return;
    for (const specifier of file.imports) {
      const target = targetOf(file, specifier);
      if (target !== null) visit(target, [...way, path]);
    }
    settled.add(path);
  };
  for (const path of inLayer.keys()) visit(path, []);
  return found;
}

function sourceFiles(): SourceFile[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, 'src', path), 'utf8');
      const imports = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]/g)].map(
        (m) => m[1] ?? '',
      );
      const dynamic = [...text.matchAll(/import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g)].map(
        (m) => m[1] ?? m[2] ?? '',
      );
      return { path: path.split(sep).join('/'), imports: [...imports, ...dynamic] };
    });
}

describe('layers', () => {
  it('are kept by every file of src/', () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(0);
    expect(violations(files)).toEqual([]);
  });

  it('canary: each kind of violation is seen', () => {
    const bad: SourceFile[] = [
      { path: 'domain/departure.ts', imports: ['../engine/reconciler.ts', 'node:fs', 'pino'] },
      { path: 'views/card.ts', imports: ['../engine/reconciler.ts', 'node:crypto'] },
      { path: 'channels/slack/channel.ts', imports: ['../teams/channel.ts', '../../stores/sqlite/store.ts'] },
      { path: 'engine/reconciler.ts', imports: ['agenda', 'libsql'] },
      { path: 'misc/helpers.ts', imports: [] },
      { path: 'workspace/teams/local-teams.ts', imports: ['botbuilder-core', 'botframework-connector'] },
      { path: 'config.ts', imports: ['./settings.ts', './log.ts'] },
      { path: 'settings.ts', imports: ['./config.ts'] },
      { path: 'mail-settings.ts', imports: ['./settings.ts'] },
      { path: 'start.ts', imports: ['./settings.ts', './config.ts'] },
      { path: 'cli/doctor.ts', imports: ['../settings.ts', '../mail-settings.ts'] },
      { path: 'calendars/caldav.ts', imports: ['../channels/email/mailer.ts', '../connectors/okta/index.ts'] },
      {
        path: 'hris/personio/personio-system.ts',
        imports: [
          '../lucca/lucca-hook.ts',
          '../kit/cleaned.ts',
          '../../connectors/secrets.ts',
          '../../connectors/http/auth.ts',
          '../../connectors/registry.ts',
          '../../connectors/okta/index.ts',
          '../../views/blocks.ts',
        ],
      },
    ];
    expect(violations(bad)).toHaveLength(25);
  });
});

describe('rooms of the domain, the engine and the views', () => {
  it.each(planned)('of %s import only rooms that come before them, and no file in a circle', (of) => {
    const files = sourceFiles();
    const seen = new Set(
      files
        .map(({ path }) => path.split('/'))
        .flatMap(([layer, room, inside]) => (layer === of && inside ? [room] : [])),
    );
    expect([...seen].toSorted()).toEqual(plans[of].rooms.toSorted());
    expect(roomViolations(of, files)).toEqual([]);
    expect(circles(of, files)).toEqual([]);
  });

  it('stand in ARCHITECTURE.md in their order', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const [, table = ''] = text.split('| room | what |');
    const named = [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `([a-z]+)\/` \|/gm)].map((match) => match[1]);
    expect(named).toEqual(plans.domain.rooms);
    for (const of of ['engine', 'views'] as const) {
      const [, row = ''] = new RegExp(`^\\| \`${of}/\` \\| (.*) \\|$`, 'm').exec(text) ?? [];
      expect([...row.matchAll(/`([a-z]+)\/`/g)].map((match) => match[1])).toEqual(plans[of].rooms);
    }
  });

  it('canary: each kind of violation is seen', () => {
    const bad: SourceFile[] = [
      { path: 'domain/tasks/decide.ts', imports: ['../run/proof.ts', './task.ts', '../calendar/time.ts', 'zod'] },
      { path: 'domain/run/proof.ts', imports: ['../timed-events.ts', '../departure.ts'] },
      { path: 'domain/extras/more.ts', imports: [] },
      { path: 'domain/stray.ts', imports: [] },
    ];
    expect(roomViolations('domain', bad)).toEqual([
      'domain/tasks/decide.ts → domain/run/proof.ts: tasks comes before run',
      'domain/run/proof.ts → domain/timed-events.ts: no room imports what composes the rooms',
      'domain/extras/more.ts: the room extras/ has no place in the order',
      'domain/stray.ts: belongs into a room',
    ]);
    const round: SourceFile[] = [
      { path: 'domain/a.ts', imports: ['./tasks/b.ts', './c.ts'] },
      { path: 'domain/tasks/b.ts', imports: ['../c.ts'] },
      { path: 'domain/c.ts', imports: ['./tasks/b.ts', '../views/card.ts'] },
    ];
    expect(circles('domain', round)).toEqual(['domain/tasks/b.ts → domain/c.ts → domain/tasks/b.ts']);
    expect(circles('domain', round.slice(0, 2))).toEqual([]);
    const engine: SourceFile[] = [
      {
        path: 'engine/access/look.ts',
        imports: ['../cards/post.ts', '../engine.ts', '../deps.ts', '../ports/clock.ts'],
      },
      { path: 'engine/conversation/act.ts', imports: ['../engine.ts', '../access/look.ts'] },
      { path: 'views/words/voice.ts', imports: ['../cards/home.ts', '../../domain/departure.ts'] },
    ];
    expect(roomViolations('engine', engine)).toEqual([
      'engine/access/look.ts → engine/cards/post.ts: access comes before cards',
      'engine/access/look.ts → engine/engine.ts: no room imports what composes the rooms',
    ]);
    expect(roomViolations('views', engine)).toEqual([
      'views/words/voice.ts → views/cards/home.ts: words comes before cards',
    ]);
  });
});

/** What a module would keep for as long as the process lives, whichever engine it belongs to. */
const moduleState = /^(?:export )?(?:let\s|(?:const|var)\s[^=]*=\s*new (?:Weak)?(?:Map|Set|LRUCache)(?:<.*>)?\(\))/m;

describe('the engine', () => {
  const textOf = (path: string) => readFileSync(join(root, 'src', path), 'utf8');

  it('keeps no state beside what it was made with', () => {
    const files = sourceFiles().filter(({ path }) => path.startsWith('engine/'));
    expect(files.length).toBeGreaterThan(30);
    expect(files.map(({ path }) => path).filter((path) => moduleState.test(textOf(path)))).toEqual([]);
  });

  it.each([
    "const caches = new WeakMap<EngineDeps['store'], Map<string, number>>();",
    'export const known = new Map();',
    'let running = false;',
  ])('canary: such state is seen: %s', (line) => {
    expect(moduleState.test(`import x from 'y';\n\n${line}\n`)).toBe(true);
    expect(moduleState.test(`function f() {\n  ${line}\n}\n`)).toBe(false);
  });
});

/** What nobody can hold in mind at once is more than one idea. */
const mostLines = 350;
/** Tables of a row for each thing, which are read row by row. */
const tables: readonly string[] = ['scripts/docs/connector-notes.ts', 'scripts/guards/insiders.ts'];

function tooLong(files: readonly { path: string; text: string }[]): string[] {
  return files
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ path, lines }) => lines > mostLines && !tables.includes(path))
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}

/** As wide as what Biome formats; an address stands alone, and what is said to Biome stands in one line. */
const widest = 120;
const comment = /^\s*(?:\/\*\*?|\*|\/\/)(?:\s|$)/;

function tooWide(files: readonly { path: string; text: string }[]): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        line.length > widest && comment.test(line) && !/^\W*(?:https:\S+$|biome-ignore )/.test(line)
          ? [`${path}:${index + 1}`]
          : [],
      ),
  );
}

describe('a file', () => {
  it(`has ${mostLines} lines at most`, () => {
    const files = ['src', 'scripts', 'bench'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(?:tsx?|mjs)$/.test(path))
        .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(root, folder, path), 'utf8') })),
    );
    expect(files.length).toBeGreaterThan(1000);
    expect(tooLong(files)).toEqual([]);
  });

  it(`has no comment wider than ${widest} characters`, () => {
    const files = ['src', 'test', 'scripts', 'bench'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(?:tsx?|mjs)$/.test(path))
        .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(root, folder, path), 'utf8') })),
    );
    expect(tooWide(files)).toEqual([]);
    // Canary: one that is wider is seen, and an address that nobody can break is not.
    const text = [` * ${'wide '.repeat(24)}`, `// ${'wide '.repeat(23)}`, ` * https://example.com/${'x'.repeat(120)}`];
    expect(tooWide([{ path: 'wide.ts', text: text.join('\n') }])).toEqual(['wide.ts:1']);
  });

  it('canary: one that is longer is seen', () => {
    const text = 'a line\n'.repeat(mostLines);
    expect(tooLong([{ path: 'as-long-as-may-be.ts', text }])).toEqual([]);
    expect(tooLong([{ path: 'longer.ts', text: `${text}one more` }])).toEqual(['longer.ts has 351 lines']);
    for (const path of tables) expect(existsSync(join(root, path)), path).toBe(true);
  });
});
