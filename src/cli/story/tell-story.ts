import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readConfig } from '../../config.ts';
import type { Locale } from '../../domain/people/people.ts';
import { type Relais, startRelais } from '../../start.ts';
import { dropMongoDatabase, uriOfDatabase } from '../../stores/mongo/connection.ts';
import { fieldStaff } from '../../workspace/company.ts';
import { PageProblem } from '../../workspace/mail/mail-reader.ts';
import { CommandError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';
import { accountsOf } from './accounts.ts';
import { fatouOf, playFieldAgent } from './field-agent.ts';
import { type Cast, playResignation } from './resignation.ts';
import { createStage, type Stage, StoryStopped } from './stage.ts';
import type { StoryName } from './story-names.ts';
import { chatArrivals, createTranscript, mailArrivals } from './transcript.ts';
import { giveVerdict } from './verdict.ts';
import { type StoryWords, storyWords } from './words.ts';

export interface StoryOptions {
  story: StoryName;
  locale: Locale;
  keep: boolean;
  /** Read cards out to their last line. */
  full: boolean;
  /** A system that lies at the cut-off; the story must then end badly. */
  lies: string | null;
  logLevel: string;
  /** A replica set on which it is played, in a database of its own; null: in a folder. */
  mongodbUri: string | null;
}

/** Plays a story on a Relais of its own, in a folder, or a database, of its own. 0 only when it ended as it must. */
export async function tellStory(options: StoryOptions, terminal: Terminal): Promise<number> {
  const words = storyWords(options.locale, options.story === 'field-agent' ? 'Fatou' : 'Alex');
  const began = performance.now();
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-story-'));
  const uri =
    options.mongodbUri && uriOfDatabase(options.mongodbUri, `relais_${basename(dataDir).replaceAll('-', '_')}`);
  try {
    const config = readConfig({
      PORT: '0',
      RELAIS_DATA_DIR: dataDir,
      RELAIS_LOG_LEVEL: options.logLevel,
      MONGODB_URI: uri ?? '',
    });
    const relais = await startRelais({ config, env: {} });
    try {
      const { workspace } = relais;
      if (!workspace) throw new CommandError('The story needs the local workspace, which did not start.');
      const told = { relais, workspace, terminal, words, lines: options.full ? Number.POSITIVE_INFINITY : 12 };
      const { stage, email, playing } = options.story === 'field-agent' ? fieldAgent(told) : resignation(told, options);
      const stopped = await stoppedBy(playing());
      stage.transcript.chapter(words.chapters.end);
      const live = accountsOf(stage, email).filter((account) => account.live).length;
      const departure = await stage.departure();
      const well = await giveVerdict({ terminal, words, locale: options.locale, relais, departure, live });
      if (stopped) terminal.err(terminal.colours.red(stopped.message));
      const good = well && stopped === null;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      terminal.out();
      terminal.out(good ? words.verdict.good(seconds) : terminal.colours.red(words.verdict.bad(seconds)));
      return good ? 0 : 1;
    } finally {
      await relais.stop();
    }
  } finally {
    if (options.keep) terminal.out(words.verdict.kept(dataDir));
    else {
      rmSync(dataDir, { recursive: true, force: true });
      if (uri) await dropMongoDatabase(uri);
    }
  }
}

interface Told {
  relais: Relais;
  workspace: NonNullable<Relais['workspace']>;
  terminal: Terminal;
  words: StoryWords;
  /** How much of a card is read out. */
  lines: number;
}

/** A story that is ready to be played; `email`: whose accounts it is about. */
interface Ready {
  stage: Stage;
  email: string;
  playing(): Promise<void>;
}

function resignation({ relais, workspace, ...told }: Told, { lies }: StoryOptions): Ready {
  const cast = castOf(workspace);
  const all = Object.values(cast);
  const stage = createStage(
    relais,
    workspace,
    createTranscript({
      ...{ ...told, cast: all, now: () => workspace.controls.now(), zone: cast.alex.person.timeZone },
      arrivals: () => chatArrivals(all),
    }),
  );
  const play = { stage, cast, words: told.words, down: 'crm', lies };
  return { stage, email: cast.alex.person.email, playing: () => playResignation(play) };
}

function fieldAgent({ relais, workspace, ...told }: Told): Ready {
  const [person] = fieldStaff;
  if (!person) throw new CommandError('The invented company has no field agent.');
  const { alex: _, ...colleagues } = castOf(workspace);
  const all = Object.values(colleagues);
  const fatou = fatouOf({ workspace }, person);
  const stage = createStage(
    relais,
    workspace,
    createTranscript({
      ...{ ...told, cast: [fatou, ...all], now: () => workspace.controls.now(), zone: person.timeZone },
      arrivals: () => [...chatArrivals(all), ...mailArrivals(fatou)],
    }),
  );
  const { email } = person;
  return { stage, email, playing: () => playFieldAgent({ stage, words: told.words, fatou, email, colleagues }) };
}

function castOf({ slack: { as } }: Told['workspace']): Cast {
  return {
    maya: as('U0MAYA'),
    alex: as('U0ALEX'),
    priya: as('U0PRIYA'),
    jonas: as('U0JONAS'),
    nadia: as('U0NADIA'),
    tom: as('U0TOM'),
    ines: as('U0INES'),
    hugo: as('U0HUGO'),
  };
}

/** What was waited for in vain, or was not taken. */
async function stoppedBy(playing: Promise<void>): Promise<Error | null> {
  try {
    await playing;
    return null;
  } catch (error) {
    if (error instanceof StoryStopped || error instanceof PageProblem) return error;
    throw error;
  }
}
