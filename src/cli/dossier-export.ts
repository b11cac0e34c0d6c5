import { Command, Option } from 'commander';
import { readConfig } from '../config.ts';
import type { Locale } from '../domain/people/people.ts';
import { CommandError } from './command-error.ts';
import { zoneName } from './option-values.ts';
import type { Surroundings } from './surroundings.ts';
import { writeNewFile } from './write-new-file.ts';

interface ExportOptions {
  format: 'md' | 'zip';
  language: Locale;
  zone?: string;
}

/** A dossier as Markdown, or as a ZIP of Markdown with every version of every topic. */
export function dossierExportCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('export')
    .description('write the dossier of a departure into a file, as Markdown or as a ZIP with every version')
    .argument('<departureId>', 'the id, or its first characters; "relais audit show" lists them')
    .argument('<file>', 'the file to make; it must not be there yet')
    .addOption(
      new Option('--format <format>', 'md: one document; zip: every version too').choices(['md', 'zip']).default('md'),
    )
    .addOption(
      new Option('--language <language>', 'of the words around people’s own').choices(['en', 'fr']).default('en'),
    )
    .option('--zone <zone>', 'on whose clock; by default the leaver’s', zoneName)
    .addHelpText('after', '\nThe file holds what people wrote, with their names: give it to those who may read it.')
    .action(async (wanted: string, file: string, { format, language, zone }: ExportOptions) => {
      const [{ openStore }, { findDeparture }] = await Promise.all([
        import('./open-store.ts'),
        import('./find-departure.ts'),
      ]);
      const store = await openStore(readConfig(env));
      try {
        const departure = await findDeparture(store, wanted);
        if (departure.erasure !== undefined) throw new CommandError('This departure is being erased.');
        if (departure.dossier === undefined) throw new CommandError('This departure has no dossier: nobody began one.');
        const { dossierFiles, dossierDocument } = await import('../views/knowledge/dossier-document.ts');
        const reader = { locale: language, timeZone: zone ?? departure.leaver.timeZone };
        if (format === 'md') {
          await writeNewFile(file, Buffer.from(dossierDocument({ departure, reader }), 'utf8'));
        } else {
          const { versionsOf } = await import('../engine/knowledge/versions-of.ts');
          const { zipOf } = await import('../evidence/zip.ts');
          const versions = await versionsOf(store.departures, departure.id);
          const files = dossierFiles({ departure, versions, reader });
          await writeNewFile(file, zipOf(files.map(({ name, text }) => ({ name, bytes: Buffer.from(text, 'utf8') }))));
        }
        terminal.out(`Wrote the dossier of ${departure.leaver.name} to ${file}.`);
        exitWith(0);
      } finally {
        await store.close();
      }
    });
}
