/**
 * Makes `relais-teams.zip`, which an administrator uploads to Teams: `npm run package:teams --
 * https://relais.acme.test`.
 */
import { writeFileSync } from 'node:fs';
import { readConfig, readEnvironment } from '../src/config.ts';
import { appPackage } from './teams/app-package.ts';

const [address = ''] = process.argv.slice(2);
const { teams } = readConfig(readEnvironment());
const problems = [
  ...(teams ? [] : ['MICROSOFT_APP_ID is not set: put the settings of your Azure Bot into .env first.']),
  ...(URL.canParse(address) && address.startsWith('https://')
    ? []
    : ['Say where your organisation tells about Relais: npm run package:teams -- https://relais.your-company.example']),
];
if (!teams || problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\nSee README.md, "Going live on Teams".\n`);
  process.exitCode = 1;
} else {
  writeFileSync('relais-teams.zip', appPackage({ appId: teams.appId, address }));
  process.stdout.write('relais-teams.zip\n');
}
