import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { atBeat, besideBare, besideBareRows, perSecond } from '../beside-bare.ts';
import { definePart } from '../part.ts';
import { invented } from '../people.ts';
import { launch } from '../product/measured-process.ts';
import { inScratch } from '../scratch.ts';
import { botToken, openSlackOutside, type SlackOutside, signingSecret } from '../slack-outside.ts';

const people = invented(50);

export const offboard = definePart({
  name: 'offboard',
  about: `signed /offboard requests at ${perSecond} a second until the modal is open, beside a bare Bolt app`,
  measure: (size) =>
    inScratch(async (folder) => {
      const outside = await openSlackOutside(folder, people);
      const relais = launch('relais.ts');
      const bare = launch('bare-bolt.ts');
      try {
        const env = settings(folder);
        const elsewhere = { slackApiUrl: outside.apiUrl, teamsSecret: null };
        const { url } = await relais.ask({ type: 'start', env, ...elsewhere }, 'ready');
        const seen = { view: null as unknown };
        const took = await besideBare(size, {
          relais: (seconds) => send(outside, url, { seconds, keep: (view) => (seen.view = view) }),
          async startBare() {
            // The bare app opens the very modal that Relais opened.
            const view = join(folder, 'view.json');
            writeFileSync(view, JSON.stringify(seen.view));
            const started = await bare.ask({ type: 'start', env: { ...env, BENCH_VIEW: view }, ...elsewhere }, 'ready');
            return (seconds) => send(outside, started.url, { seconds, keep: () => undefined });
          },
        });
        return besideBareRows(took, {
          what: '`/offboard` to the open modal',
          beside: 'a bare Bolt app that opens the same modal',
          reason:
            'Relais looks up who is speaking in its sealed directory and draws the modal in their language; the bare app knows nobody',
        });
      } finally {
        await Promise.all([relais.end(), bare.end()]);
        await outside.close();
      }
    }),
});

async function send(
  outside: SlackOutside,
  url: string,
  { seconds, keep }: { seconds: number; keep: (view: unknown) => void },
): Promise<number[]> {
  const sender = outside.senderTo(url);
  const since = new Map<string, number>();
  const took: number[] = [];
  outside.onOpened = (trigger, view) => {
    const start = since.get(trigger);
    if (start !== undefined) took.push(performance.now() - start);
    keep(view);
  };
  await atBeat(seconds, took, (index, dueAt) => {
    const id = people[index % people.length]?.id ?? '';
    const trigger = outside.slack.triggers.issue(id);
    since.set(trigger, dueAt);
    return sender.form(command(trigger, id));
  });
  return took;
}

function command(trigger: string, userId: string): Record<string, string> {
  return {
    command: '/offboard',
    text: '',
    user_id: userId,
    user_name: userId.toLowerCase(),
    trigger_id: trigger,
    team_id: 'T0RELAIS',
    team_domain: 'bench',
    channel_id: `D${userId}`,
    channel_name: 'directmessage',
    api_app_id: 'A0RELAIS',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/answers/none',
  };
}

function settings(folder: string): Record<string, string> {
  const configFile = join(folder, 'relais.yaml');
  writeFileSync(configFile, stringify({ organisation: { name: 'Atelier Lumen' }, systems: [] }));
  const dataDir = join(folder, 'relais');
  mkdirSync(dataDir);
  return {
    PORT: '0',
    RELAIS_HOST: '127.0.0.1',
    RELAIS_DATA_DIR: dataDir,
    RELAIS_CONFIG: configFile,
    RELAIS_LOG_LEVEL: 'warn',
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
  };
}
