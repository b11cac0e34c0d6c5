import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stringify } from 'yaml';
import { definePart, type Row, type Size } from '../part.ts';
import { invented } from '../people.ts';
import { launch } from '../product/measured-process.ts';
import { inScratch } from '../scratch.ts';
import { botToken, openSlackOutside, type SlackOutside, signingSecret } from '../slack-outside.ts';
import { milliseconds, quantile } from '../statistics.ts';

const perSecond = 50;
/** Both apps get their seconds in turns, so that what else the machine does meets both alike. */
const plans: Record<Size, { turns: number; secondsPerTurn: number; warmUp: number }> = {
  full: { turns: 4, secondsPerTurn: 5, warmUp: 5 },
  tiny: { turns: 1, secondsPerTurn: 0.2, warmUp: 0.1 },
};

export const offboard = definePart({
  name: 'offboard',
  about: `signed /offboard requests at ${perSecond} a second until the modal is open, beside a bare Bolt app`,
  measure: (size) =>
    inScratch(async (folder) => {
      const { turns, secondsPerTurn, warmUp } = plans[size];
      const people = invented(50);
      const outside = await openSlackOutside(folder, people);
      const relais = launch('relais.ts');
      const bare = launch('bare-bolt.ts');
      try {
        const env = settings(folder);
        const started = await relais.ask({ type: 'start', env, slackApiUrl: outside.apiUrl }, 'ready');
        const seen = { view: null as unknown };
        await send(outside, started.url, { seconds: warmUp, keep: (view) => (seen.view = view) });
        // The bare app opens the very modal that Relais opened.
        const view = join(folder, 'view.json');
        writeFileSync(view, JSON.stringify(seen.view));
        const beside = { ...env, BENCH_VIEW: view };
        const { url } = await bare.ask({ type: 'start', env: beside, slackApiUrl: outside.apiUrl }, 'ready');
        await send(outside, url, { seconds: warmUp });
        const took = { relais: [] as number[], bare: [] as number[] };
        for (let turn = 0; turn < turns; turn += 1) {
          took.relais.push(...(await send(outside, started.url, { seconds: secondsPerTurn })));
          took.bare.push(...(await send(outside, url, { seconds: secondsPerTurn })));
        }
        return rowsOf(took, turns * secondsPerTurn);
      } finally {
        await Promise.all([relais.end(), bare.end()]);
        await outside.close();
      }
    }),
});

function rowsOf(took: Record<'relais' | 'bare', number[]>, seconds: number): Row[] {
  const row = (share: number): Pick<Row, 'measured' | 'baseline' | 'ratio'> => {
    const [ours, theirs] = [quantile(took.relais, share), quantile(took.bare, share)];
    return {
      measured: milliseconds(ours),
      baseline: `${milliseconds(theirs)}: a bare Bolt app that opens the same modal`,
      ratio: ours / theirs,
    };
  };
  const what = `\`/offboard\` to the open modal, ${perSecond} requests a second for ${seconds} s`;
  return [
    { what: `${what}, p50`, ...row(0.5), goal: { type: 'none' }, reason: '' },
    {
      what: `${what}, p99`,
      ...row(0.99),
      goal: { type: 'times', most: 1.5 },
      reason:
        'Relais looks up who is speaking in its sealed directory and draws the modal in their language; the bare app knows nobody',
    },
  ];
}

/** At a fixed beat, whether or not the answers keep up; a request counts from when it was due, not from when it could be sent. */
async function send(
  outside: SlackOutside,
  url: string,
  { seconds, keep }: { seconds: number; keep?: (view: unknown) => void },
): Promise<number[]> {
  const sender = outside.senderTo(url);
  const people = invented(50);
  const since = new Map<string, number>();
  const took: number[] = [];
  outside.onOpened = (trigger, view) => {
    const start = since.get(trigger);
    if (start !== undefined) took.push(performance.now() - start);
    keep?.(view);
  };
  const count = Math.ceil(seconds * perSecond);
  const start = performance.now();
  const answers: Promise<unknown>[] = [];
  for (let index = 0; index < count; index += 1) {
    const dueAt = start + (index * 1000) / perSecond;
    await wait(Math.max(0, dueAt - performance.now()));
    const person = people[index % people.length];
    const trigger = outside.slack.triggers.issue(person?.id ?? '');
    since.set(trigger, dueAt);
    answers.push(sender.form(command(trigger, person?.id ?? '')));
  }
  await Promise.all(answers);
  for (let patience = 0; took.length < count && patience < 500; patience += 1) await wait(20);
  if (took.length !== count) throw new Error(`${took.length} of ${count} modals were opened`);
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
