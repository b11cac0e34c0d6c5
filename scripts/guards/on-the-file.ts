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
    id: 'files-bound',
    row: 'reads, changes, cuts short, swaps or removes a file that was brought as proof',
    file: 'src/stores/file-sealing.ts',
    code: "  return joined('file', departureId, file, piece, count);",
    without: "  return joined('file', departureId, file, piece, count * 0);",
    tests: ['test/stores/sqlite/tampering.test.ts'],
  },
  {
    id: 'files-as-brought',
    row: 'reads, changes, cuts short, swaps or removes a file that was brought as proof',
    file: 'src/engine/conversation/task-files.ts',
    code: 'if (bytes === null || sha256Of(bytes) !== file.sha256) throw',
    without: 'if (bytes === null) throw',
    tests: ['test/engine/task-files.test.ts'],
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
    tests: ['test/stores/sqlite/file.test.ts'],
  },
];
