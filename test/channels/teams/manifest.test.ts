import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appPackage } from '../../../scripts/teams/app-package.ts';
import { activitySchema } from '../../../src/channels/teams/activity.ts';
import { readMessage } from '../../../src/channels/teams/typed.ts';

const folder = resolve(import.meta.dirname, '../../../manifest/teams');
const textOf = (name: string) => readFileSync(resolve(folder, name), 'utf8');

const manifestSchema = z.looseObject({
  manifestVersion: z.string(),
  id: z.string(),
  bots: z.array(
    z.looseObject({
      botId: z.string(),
      commandLists: z.array(z.looseObject({ commands: z.array(z.looseObject({ title: z.string() })) })),
    }),
  ),
  webApplicationInfo: z.looseObject({ id: z.string() }),
  composeExtensions: z.array(z.looseObject({ commands: z.array(z.looseObject({ fetchTask: z.boolean() })) })),
});
const manifest = manifestSchema.parse(JSON.parse(textOf('manifest.json')));
const french = z.record(z.string(), z.string()).parse(JSON.parse(textOf('fr.json')));

describe('the Teams manifest', () => {
  it('is what Microsoft’s own schema of this version wants', async () => {
    const schema = JSON.parse(
      readFileSync(
        resolve(
          import.meta.dirname,
          `../../../node_modules/@microsoft/app-manifest/build/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`,
        ),
        'utf8',
      ),
    );
    const check = (value: unknown) => AppManifestUtils.validateAgainstSchema(value as TeamsManifest, schema);
    expect(await check(manifest)).toEqual([]);
    // Canary: a mistake is seen.
    expect(await check({ ...manifest, bots: [{ botId: 'x' }] })).not.toEqual([]);
  });

  it('offers only what is understood, in both languages', () => {
    const titles = manifest.bots.flatMap(({ commandLists }) =>
      commandLists.flatMap(({ commands }) => commands.map(({ title }) => title)),
    );
    const translated = Object.entries(french).flatMap(([key, text]) =>
      /^bots.*commands\[\d+\]\.title$/.test(key) ? [text] : [],
    );
    const acts = (words: readonly string[]) => words.map((text) => readMessage(said(text)).ref.name);
    expect(acts(titles)).toEqual(['start', 'status', 'home', 'help']);
    expect(acts(translated)).toEqual(acts(titles));
  });

  it('is packed with the organisation’s own ids, and icons of the size that Teams wants', () => {
    const appId = '0a1b2c3d-0000-4000-8000-00000000000a';
    const files = unzipSync(appPackage({ appId, address: 'https://relais.acme.test/' }));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'fr.json', 'manifest.json', 'outline.png']);
    const text = strFromU8(files['manifest.json'] ?? new Uint8Array());
    const packed = manifestSchema.parse(JSON.parse(text));
    // Graph lets an app install itself only when its manifest names its registration.
    const ids = [packed.id, ...packed.bots.map(({ botId }) => botId), packed.webApplicationInfo.id];
    expect(ids).toEqual([appId, appId, appId]);
    expect(text).not.toContain('example.com');
    expect(text).not.toContain('00000000-0000-0000-0000-000000000000');
    for (const [name, size] of [
      ['color.png', 192],
      ['outline.png', 32],
    ] as const) {
      const bytes = Buffer.from(files[name] ?? []);
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});

function said(text: string) {
  return activitySchema.parse({
    type: 'message',
    text,
    channelId: 'msteams',
    serviceUrl: 'https://smba.example.com/',
    from: { id: '29:1' },
    recipient: { id: '28:1' },
    conversation: { id: 'a:1', conversationType: 'personal' },
  });
}
