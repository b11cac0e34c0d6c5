import { Argument, Command, Option } from 'commander';
import { readConfig } from '../../config.ts';
import { type Locale, localeSchema } from '../../domain/people/people.ts';
import { company } from '../../workspace/company.ts';
import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';
import { type StoryName, storyNames } from './story-names.ts';

interface Options {
  lang: Locale;
  full: boolean;
  keep: boolean;
  lies?: string;
  logLevel: string;
}

/** A whole departure on the terminal, on a Relais of its own. */
export function storyCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('story')
    .description(`play a departure of an invented company (${company.length} people, six systems) in under a minute`)
    .addArgument(
      new Argument(
        '[story]',
        'the resignation of a colleague, or the end of a field agent without any account, from the HR system to her mailbox',
      )
        .choices(storyNames)
        .default('resignation'),
    )
    .addOption(
      new Option('--lang <language>', 'language of the narrator; people read in theirs')
        .choices(localeSchema.options)
        .default('en'),
    )
    .option('--full', 'read every card out to its last line', false)
    .option('--keep', 'keep the data folder, to look around in afterwards', false)
    .addOption(
      new Option(
        '--lies <system>',
        'let a system accept everything and do nothing: the story must then end badly',
      ).choices(['okta', 'entra', 'github', 'design', 'doors']),
    )
    .addOption(new Option('--log-level <level>', "how much of Relais' own log is printed").default('silent'))
    .addHelpText(
      'after',
      '\nReads MONGODB_URI: with it, the story is played on MongoDB, in a database of its own.\nNothing else outside this computer is called. The exit code is 0 only when the departure completed, every revocation\nis proved, no account is live any more and the journal verifies.',
    )
    .action(async (story: StoryName, options: Options) => {
      const { lang: locale, full, keep, lies = null, logLevel } = options;
      if (lies !== null && story !== 'resignation')
        throw new CommandError('--lies is for the story of the resignation; leave out the name of the story.');
      // Loaded only now: everything else starts faster without the whole of Relais.
      const { mongodbUri } = readConfig({ MONGODB_URI: env['MONGODB_URI'] });
      const { tellStory } = await import('./tell-story.ts');
      exitWith(await tellStory({ story, locale, full, keep, lies, logLevel, mongodbUri }, terminal));
    });
}
