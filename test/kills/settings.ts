import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { botToken, type Outside, signingSecret } from './outside.ts';

export const dataDirOf = (folder: string) => join(folder, 'relais');

/** A Relais that keeps everything in `folder`, and talks to this outside. Writes its `relais.yaml`. */
export function settings(folder: string, outside: Outside): Record<string, string> {
  const configFile = join(folder, 'relais.yaml');
  writeFileSync(configFile, stringify(organisation(outside)));
  return {
    PORT: '0',
    RELAIS_HOST: '127.0.0.1',
    RELAIS_DATA_DIR: dataDirOf(folder),
    RELAIS_CONFIG: configFile,
    RELAIS_ALLOW_PRIVATE_ADDRESSES: 'true',
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
  };
}

const entrySchema = z.looseObject({ type: z.string(), id: z.string() });

/** The organisation as its `relais.yaml` would say it; the bank stays out, because it has work for people only. */
function organisation({ systems, url, people, isConnected }: Outside) {
  const emails = (role: 'hr' | 'it' | 'admin') =>
    people.filter(({ roles }) => roles.includes(role)).map(({ email }) => email);
  return {
    organisation: {
      name: 'Atelier Lumen',
      roles: { hr: emails('hr'), it: emails('it'), admin: emails('admin') },
      people: people.map(({ email, managerId, team, country, locale, timeZone, title }) => {
        const manager = people.find(({ id }) => id === managerId)?.email;
        return { email, ...(manager && { manager }), team, title, country, locale, timeZone };
      }),
    },
    // More leave within an hour here than companies let go unasked; what the brakes hold back is not what is looked at.
    brakes: { cutOffs: { perHour: 1_000, perDay: 1_000 } },
    systems: systems.configuration(url).filter((one) => {
      const { type, id } = entrySchema.parse(one);
      return type !== 'manual' && isConnected(id);
    }),
  };
}
