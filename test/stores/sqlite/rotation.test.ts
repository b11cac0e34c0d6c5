import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyedSqlite } from '../../../src/stores/sqlite/rotation.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { rotationContract } from '../../contracts/rotation-contract.ts';

rotationContract('in one SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relais-keys-'));
  const path = join(folder, 'relais.db');
  return {
    open: (masterKey, now) => createSqliteStore({ path, masterKey, ...(now && { masterKeyNow: now }) }),
    keyed: (masterKey) => openKeyedSqlite({ path, masterKey }),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
});
