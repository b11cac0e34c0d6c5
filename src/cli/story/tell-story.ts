import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readConfig } from '../../config.ts';
import type { Locale } from '../../domain/people/people.ts';
import { startRelais } from '../../start.ts';
import { dropMongoDatabase, uriOfDatabase } from '../../stores/mongo/connection.ts';
import { CommandError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';
import { type Cast, leaverAccounts, playResignation } from './resignation.ts';
import { createStage, StoryStopped } from './stage.ts';
import { createTranscript } from './transcript.ts';
import { giveVerdict } from './verdict.ts';
import { storyWords } from './words.ts';

export interface StoryOptions {
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

/** Plays the resignation on a Relais of its own, in a folder, or a database, of its own. 0 only when it ended as it must. */
export async function tellStory(options: StoryOptions, terminal: Terminal): Promise<number> {
  const words = storyWords(options.locale);
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
      const as = workspace.slack.as;
      const cast: Cast = {
        maya: as('U0MAYA'),
        alex: as('U0ALEX'),
        priya: as('U0PRIYA'),
        jonas: as('U0JONAS'),
        nadia: as('U0NADIA'),
        tom: as('U0TOM'),
        ines: as('U0INES'),
        hugo: as('U0HUGO'),
      };
      const transcript = createTranscript({
        terminal,
        words,
        cast: Object.values(cast),
        now: () => workspace.controls.now(),
        zone: cast.alex.person.timeZone,
        lines: options.full ? Number.POSITIVE_INFINITY : 12,
      });
      const stage = createStage(relais, workspace, transcript);
      const stopped = await stoppedBy(playResignation({ stage, cast, words, down: 'crm', lies: options.lies }));
      transcript.chapter(words.chapters.end);
      const live = leaverAccounts(stage).filter((account) => account.live).length;
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

async function stoppedBy(playing: Promise<void>): Promise<StoryStopped | null> {
  try {
    await playing;
    return null;
  } catch (error) {
    if (error instanceof StoryStopped) return error;
    throw error;
  }
}
