import Database from 'libsql';

/**
 * Run as a process of its own: keeps the whole file for so many milliseconds, and says when it has it and when not any
 * more.
 */
const [path = '', milliseconds = '0'] = process.argv.slice(2);
const database = new Database(path);
database.pragma('busy_timeout = 5000');
database.exec('BEGIN EXCLUSIVE');
process.stdout.write('held\n');
setTimeout(() => {
  database.exec('ROLLBACK');
  database.close();
  process.stdout.write('free\n');
}, Number(milliseconds));
