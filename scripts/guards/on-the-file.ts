import type { Guard } from './guard.ts';

/** Of "With a hand on the file". */
export const onTheFile: readonly Guard[] = [
  {
    id: 'sealed',
    row: 'steals the database',
    file: 'src/stores/seal.ts',
    code: 'cipher.update(plain), cipher.final(), cipher.getAuthTag()]',
    without: 'plain, cipher.final(), cipher.getAuthTag()]',
    tests: ['test/stores/sealing.test.ts'],
  },
  {
    id: 'chained',
    row: 'edits, removes, moves or adds an entry; puts an older state back; removes a departure',
    file: 'src/stores/chain.ts',
    code: '    if (!end.proven || seq > end.lastSeq ||',
    without: '    if (seq > end.lastSeq ||',
    tests: ['test/stores/sqlite/tampering.test.ts'],
  },
  {
    id: 'parts-bound',
    row: 'changes, swaps, removes, adds or sets back one part of a state',
    file: 'src/stores/part-sealing.ts',
    code: '  if (seals.size === 0) return null;',
    without: '  return null;',
    tests: ['test/stores/sqlite/tampering.test.ts'],
  },
  {
    id: 'key-file-mode',
    row: 'reads the key file as another user',
    file: 'src/stores/master-key.ts',
    code: "  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) {",
    without: '  if (false) {',
    tests: ['test/stores/master-key.test.ts'],
  },
  {
    id: 'emptied-log',
    row: 'looks for erased data in the file',
    file: 'src/stores/sqlite/audit.ts',
    code: "checkpointSchema.parse(database.pragma('wal_checkpoint(TRUNCATE)'))",
    without: '[{ busy: 0 }]',
    tests: ['test/stores/sqlite/file.test.ts', 'test/stores/sqlite/erasure.test.ts'],
  },
  {
    id: 'cards-go',
    row: 'looks for somebody who was erased, in the database, in a back-up made afterwards, with the master key, or in chat',
    file: 'src/engine/erasure/erase-card.ts',
    code: '    await channel.withdraw(ref, key);',
    without: "    if (ref.message !== '') return 'deleted';",
    tests: ['test/stores/sqlite/erasure.test.ts', 'test/engine/erasure.test.ts'],
  },
  {
    id: 'erasure-goes-on',
    row: 'kills Relais while it erases',
    file: 'src/domain/due.ts',
    code: ' : erasureWork(state);',
    without: ' : erasureWork(state).slice(state.posts.length > 0 ? 1 : 0);',
    tests: ['test/engine/erasure.test.ts'],
  },
  {
    id: 'read-back-of-cards',
    row: 'a chat platform accepts the deletion of a card and keeps it',
    file: 'src/engine/erasure/erase-card.ts',
    code: "    return stands === 'there' ? emptied({ channel, ref, key, reader }) : 'deleted';",
    without: "    return 'deleted';",
    tests: ['test/engine/erasure.test.ts'],
  },
];
