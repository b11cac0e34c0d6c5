import Database from 'libsql';

/** Every database this process has open: the limit below is one of a connection. */
const opened = new Set<Database.Database>();
const pragma = Database.prototype.pragma;
Database.prototype.pragma = function remembered(...given) {
  opened.add(this);
  return pragma.apply(this, given);
};

/**
 * Fills the disk, or makes space again, as far as SQLite can tell: no database may grow any more, so that SQLite itself
 * refuses what needs a page (SQLITE_FULL), in the middle of whatever it is doing. A disk that is full for everybody
 * needs the rights of an administrator.
 */
export function fillDisk(full: boolean): void {
  for (const database of opened) {
    if (!database.open) continue;
    // Packed, and without a free page: what is left to take are the few bytes at the ends of pages.
    if (full) database.exec('VACUUM');
    const [row] = pragma.call(database, 'page_count') as { page_count: number }[];
    pragma.call(database, `max_page_count = ${full && row ? row.page_count : 1_000_000}`);
  }
}
