import type { SecretSources } from '../../connectors/secrets.ts';
import { inEnglish, inFrench } from '../../domain/localized.ts';
import { openPlaces } from '../../published-heads/open-places.ts';
import type { HeadsSettings } from '../../published-heads/places-settings.ts';
import { type Finding, good, problem, wordsOf } from './finding.ts';

/**
 * Reads the heads from each place that gives them back, and adds nothing. Mailboxes are looked at with the mail server.
 */
export async function lookAtHeads(
  { file, s3, git, everyHours }: HeadsSettings,
  { env, fetch }: { env: SecretSources['env']; fetch: typeof globalThis.fetch },
): Promise<Finding[]> {
  const found: Finding[] = [];
  const each = [
    ...(file === undefined ? [] : [{ file }]),
    ...(s3 ? [{ s3 }] : []),
    ...(git ? [{ git }] : []),
  ] satisfies Partial<HeadsSettings>[];
  for (const one of each) found.push(await lookAtPlace({ ...one, everyHours }, { env, fetch }));
  return found;
}

async function lookAtPlace(
  settings: HeadsSettings,
  { env, fetch }: { env: SecretSources['env']; fetch: typeof globalThis.fetch },
): Promise<Finding> {
  const id = Object.keys(settings).filter((key) => key !== 'everyHours')[0] ?? '';
  try {
    const notes = {
      read: async () => null,
      write: async () => {},
      change: () => Promise.reject(new Error('no notes')),
    };
    const [place] = await openPlaces(settings, { env, fetch, now: () => new Date(), notes, send: null });
    const lines = ((await place?.read()) ?? '').split('\n').filter((line) => line !== '').length;
    return good('configuration', {
      en: `The heads of the journals can be read from ${place?.name} (${lines} so far).`,
      fr: `Les têtes des journaux peuvent être lues dans ${place?.name} (${lines} jusqu’ici).`,
    });
  } catch (error) {
    return problem(
      'configuration',
      {
        en: `evidence.heads.${id} cannot be used: ${inEnglish(wordsOf(error))}`,
        fr: `evidence.heads.${id} ne peut pas être utilisé : ${inFrench(wordsOf(error))}`,
      },
      {
        en: 'Mend it in relais.yaml, or give the key its rights. See README.md, "Evidence for auditors".',
        fr: 'Corrigez-le dans relais.yaml, ou donnez ses droits à la clé. Voyez README.md, « Evidence for auditors ».',
      },
    );
  }
}
