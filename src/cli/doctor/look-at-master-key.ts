import { existsSync } from 'node:fs';
import type { Config } from '../../config.ts';
import { day, hour, second } from '../../domain/calendar/time.ts';
import { keyIn, readWrapped } from '../../keys/wrapped-master-key.ts';
import { isWrapped, keyTextNow } from '../../stores/master-key.ts';
import { databasePath, keyFile, withKeyService } from '../open-store.ts';
import { type Finding, good, note, problem, wordsOf } from './finding.ts';

/** Below that much time the end of a sign-in that cannot be prolonged is something to do, in seconds. */
const endsSoon = (3 * day) / second;

/** Where the master key comes from, and whether it can be had: a key service is asked for it. Makes nothing. */
export async function lookAtKey(config: Config): Promise<Finding> {
  const fromEnvironment = config.masterKey !== null;
  if (!fromEnvironment && !existsSync(keyFile(config)))
    return existsSync(databasePath(config))
      ? problem(
          'data',
          {
            en: `There is a database, but no key: ${keyFile(config)} is missing and RELAIS_MASTER_KEY is not set.`,
            fr: `Il y a une base de données, mais pas de clé : ${keyFile(config)} manque et RELAIS_MASTER_KEY n’est pas réglée.`,
          },
          {
            en: 'Put the key file back from your backup before Relais is started again. Without it nothing can be read.',
            fr: 'Remettez le fichier de clé depuis votre sauvegarde avant de redémarrer Relais. Sans lui, rien ne peut être lu.',
          },
        )
      : note('data', {
          en: 'There is no master key yet; the first start makes it. Back it up, apart from the data.',
          fr: 'Il n’y a pas encore de clé maîtresse ; le premier démarrage la crée. Sauvegardez-la, à part des données.',
        });
  const from = fromEnvironment ? 'RELAIS_MASTER_KEY' : keyFile(config);
  try {
    return await lookAtText(config, from);
  } catch (error) {
    return problem(
      'data',
      { en: 'The master key cannot be used.', fr: 'La clé maîtresse ne peut pas être utilisée.' },
      wordsOf(error),
    );
  }
}

async function lookAtText(config: Config, from: string): Promise<Finding> {
  const given = keyTextNow({ value: config.masterKey, dataDir: config.dataDir });
  if (given === null) throw new Error('the key file is gone');
  return withKeyService(config, async (service) => {
    await keyIn(given, service);
    if (service === null || !isWrapped(given.text))
      return service === null
        ? good('data', { en: `The master key comes from ${from}.`, fr: `La clé maîtresse vient de ${from}.` })
        : note('data', {
            en: `The master key comes from ${from} and is not wrapped by ${service.name} yet; to make one that is: relais keys rotate`,
            fr: `La clé maîtresse vient de ${from} et n’est pas encore chiffrée par ${service.name} ; pour en créer une qui l’est : relais keys rotate`,
          });
    const { version } = readWrapped(given);
    const { endsIn } = await service.renew();
    const [en, fr] = version === null ? ['', ''] : [` (version ${version})`, ` (version ${version})`];
    if (endsIn !== null && endsIn < endsSoon) {
      const hours = Math.floor((endsIn * second) / hour);
      return problem(
        'data',
        {
          en: `What Relais signs in to ${service.name} with ends in ${hours} h, and cannot be prolonged.`,
          fr: `Ce avec quoi Relais accède à ${service.name} se termine dans ${hours} h et ne peut pas être prolongé.`,
        },
        {
          en: 'Give it a token that can be renewed (a periodic one), or a new one.',
          fr: 'Donnez-lui un jeton renouvelable (périodique), ou un nouveau.',
        },
      );
    }
    return good('data', {
      en: `The master key comes from ${from}, wrapped by ${service.name}${en}, which gives it.`,
      fr: `La clé maîtresse vient de ${from}, chiffrée par ${service.name}${fr}, qui la donne.`,
    });
  });
}
