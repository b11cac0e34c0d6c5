import { defineHrSystem } from '../define-hr-system.ts';
import { csvSettings } from './csv-settings.ts';
import { createCsvHr } from './csv-system.ts';
import { createHrFile } from './hr-file.ts';

/** A CSV file as spreadsheets and HR exports write it. */
export const csv = defineHrSystem({
  type: 'csv',
  summary: 'A CSV file that HR or a nightly export writes: read at each poll, previewed with `relais hr import`.',
  settings: csvSettings,
  create: (settings) => createCsvHr(settings),
  file: createHrFile,
});
