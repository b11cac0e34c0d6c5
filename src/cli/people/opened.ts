import { pino } from 'pino';
import { readConfig } from '../../config.ts';
import { systemClock } from '../../engine/ports/clock.ts';
import type { Store } from '../../engine/ports/store.ts';
import { type RelaisFile, readRelaisFile } from '../../relais-file.ts';
import { createWhoIsWho, type WhoIsWho } from '../../start/who-is-who.ts';
import { openStore } from '../open-store.ts';
import type { Surroundings } from '../surroundings.ts';

/** Who is who as it is stored and as relais.yaml says; asks no source. */
export async function withWhoIsWho(
  { env }: Pick<Surroundings, 'env'>,
  work: (opened: WhoIsWho & { file: RelaisFile; notes: Store['notes'] }) => Promise<void>,
): Promise<void> {
  const config = readConfig(env);
  const file = readRelaisFile(config.configFile);
  const store = await openStore(config);
  try {
    const log = pino({ level: 'silent' });
    const opened = createWhoIsWho(file, {
      ...{ store, clock: systemClock, log, works: false },
      directoryOf: () => null,
    });
    await opened.known.load();
    await opened.groups.load();
    await work({ ...opened, file, notes: store.notes });
  } finally {
    await store.close();
  }
}
