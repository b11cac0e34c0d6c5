import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createBlockSupport, kindsNamed } from '../../../src/channels/slack/block-support.ts';
import { drawCard, drawCardModal, drawHome } from '../../../src/channels/slack/draw-card.ts';
import { newerKindOf, newerKinds, plainBlocks } from '../../../src/channels/slack/newer-blocks.ts';
import { createWebClient } from '../../../src/channels/slack/web-client.ts';
import type { CardBlock } from '../../../src/views/card-view.ts';
import { slackWords } from '../../../src/views/slack-words.ts';
import { checkBlocks } from '../../support/slack-limits.ts';
import { card, drawing, everything, item } from './samples.ts';

const typed = z.array(z.looseObject({ type: z.string() }));
const sentSchema = z.looseObject({ blocks: typed.optional(), view: z.looseObject({ blocks: typed }).optional() });

/** A workspace of an earlier year: it takes no block of these kinds, and says so with or without naming them. */
function olderWorkspace(lacks: readonly string[], how: { code: string; names: boolean }) {
  const received: { method: string; types: string[] }[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
      const args = Object.fromEntries(
        Object.entries(form).map(([key, value]) => [key, /^[[{]/.test(value) ? JSON.parse(value) : value]),
      );
      const { blocks, view } = sentSchema.parse(args);
      const types = (blocks ?? view?.blocks ?? []).map((block) => newerKindOf(block) ?? block.type);
      received.push({ method: (request.url ?? '').split('/').at(-1) ?? '', types });
      const at = types.findIndex((type) => lacks.includes(type));
      const pointer = `${view ? '/view' : ''}/blocks/${at}/type`;
      const answer =
        at === -1
          ? { ok: true, channel: 'D1', ts: '1.1', view: { id: 'V1' } }
          : {
              ok: false,
              error: how.code,
              response_metadata: {
                messages: how.names ? [`[ERROR] unsupported type: ${types[at]} [json-pointer:${pointer}]`] : [],
              },
            };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
  });
  return { server, received };
}

const plan: CardBlock = {
  type: 'steps',
  title: 'Access',
  items: [item({ icon: 'done', state: 'verified', text: 'Okta' })],
};
const fold: CardBlock = {
  type: 'fold',
  title: 'GitHub · 2 actions',
  blocks: [{ type: 'code', lines: ['DELETE /members/7'] }],
};
const message = () => drawCard(card([fold, plan]), drawing).blocks;

describe('a workspace that does not take newer blocks', () => {
  let stop: () => Promise<void> = async () => undefined;
  beforeEach(() => {
    stop = async () => undefined;
  });
  afterEach(() => stop());

  async function open(lacks: readonly string[], how = { code: 'invalid_blocks', names: true }) {
    const { server, received } = olderWorkspace(lacks, how);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stop = () => new Promise((resolve) => server.close(() => resolve()));
    const { port } = server.address() as AddressInfo;
    const support = createBlockSupport();
    const log = pino({ enabled: false });
    const slackApiUrl = `http://127.0.0.1:${port}/api/`;
    const client = createWebClient({ botToken: 'xoxb-of-the-test', slackApiUrl, log, support });
    return { client, received, support };
  }

  it('gets the card all the same, and is asked only once', async () => {
    const { client, received } = await open(['container']);
    await client.chat.postMessage({ channel: 'D1', text: 'x', blocks: message() });
    await client.chat.postMessage({ channel: 'D1', text: 'x', blocks: message() });
    expect(received.map(({ types }) => types)).toEqual([
      ['header', 'context', 'container', 'plan'],
      ['header', 'context', 'section', 'section'],
      // What it said nothing against stays new.
      ['header', 'context', 'section', 'plan'],
    ]);
  });

  it('is believed also where it names nothing: then nothing newer is sent there again', async () => {
    const { client, received } = await open(['plan'], { code: 'invalid_blocks', names: false });
    for (let time = 0; time < 2; time += 1)
      await client.chat.postMessage({ channel: 'D1', text: 'x', blocks: message() });
    expect(received.map(({ types }) => types.filter((type) => type === 'plan' || type === 'container'))).toEqual([
      ['container', 'plan'],
      [],
      [],
    ]);
  });

  it('is known by surface: what a modal refuses, a message may still have', async () => {
    const { client, received } = await open(['alert'], { code: 'invalid_arguments', names: true });
    const view = drawCardModal(
      card([{ type: 'status', tone: 'danger', state: 'Open', next: null, who: null }, fold]),
      drawing,
    );
    await client.views.open({ trigger_id: 't', view });
    await client.chat.postMessage({ channel: 'D1', text: 'x', blocks: message() });
    expect(received.map(({ types }) => types)).toEqual([
      ['header', 'context', 'alert', 'container'],
      ['header', 'context', 'section', 'section'],
      ['header', 'context', 'container', 'plan'],
    ]);
  });

  it('reads moments in words where Slack has no dates, and a long table without pages where it turns none', async () => {
    const { client, received } = await open(['date', 'data_table']);
    const moment = { moment: '2026-11-26T17:00:00.000Z', words: 'Thursday 26 November 2026 at 17:00', beside: '' };
    const next = ['Access ends ', moment];
    const rows = Array.from({ length: 14 }, (_, value) => [`System ${value}`, { words: `${value} minutes`, value }]);
    const { blocks } = drawCard(
      card([
        { type: 'status', tone: 'neutral', state: 'On track', next, who: 'Waiting for IT' },
        { type: 'table', caption: 'Closed', columns: ['System', 'After'], rows },
      ]),
      drawing,
    );
    for (let time = 0; time < 2; time += 1) await client.chat.postMessage({ channel: 'D1', text: 'x', blocks });
    expect(received.map(({ types }) => types.slice(2))).toEqual([
      ['date', 'data_table'],
      ['section', 'section'],
      // It named the date only, so the table is tried once more.
      ['section', 'data_table'],
      ['section', 'section'],
    ]);
    await client.chat.postMessage({ channel: 'D1', text: 'x', blocks });
    expect(received.at(-1)?.types.slice(2)).toEqual(['section', 'table']);
    expect(plainBlocks(blocks).slice(2)).toMatchObject([
      { text: { text: '*On track* · Access ends Thursday 26 November 2026 at 17:00 · Waiting for IT' } },
      { text: { text: expect.stringMatching(/^System · After\n\*System 0\* · 0 minutes\n/) } },
    ]);
  });

  it('leaves every other refusal as it is', async () => {
    const { client, received } = await open(['section'], { code: 'invalid_blocks', names: true });
    const blocks = drawCard(card([{ type: 'text', text: 'Hello' }]), drawing).blocks;
    await expect(client.chat.postMessage({ channel: 'D1', text: 'x', blocks })).rejects.toThrow('invalid_blocks');
    expect(received).toHaveLength(1);
  });

  it('never has its acknowledgements tried on: only what it took before is in them', () => {
    const support = createBlockSupport();
    const kinds = (blocks: readonly { type: string }[]) => blocks.map(({ type }) => type);
    expect(kinds(support.safely(message(), 'modal'))).toEqual(['header', 'context', 'section', 'section']);
    support.learn(['container'], 'modal', true);
    expect(kinds(support.safely(message(), 'modal'))).toEqual(['header', 'context', 'container', 'section']);
  });
});

describe('newer blocks', () => {
  it('are named by Slack’s words, or by where they point', () => {
    const blocks = message();
    expect([...kindsNamed(['[ERROR] unsupported type: plan [json-pointer:/blocks/3/type]'], blocks)]).toEqual(['plan']);
    expect([...kindsNamed(['[ERROR] does not fit [json-pointer:/view/blocks/2/title]'], blocks)]).toEqual([
      'container',
    ]);
    expect([...kindsNamed(['[ERROR] too long [json-pointer:/blocks/0/text]'], blocks)]).toEqual([]);
  });

  it('say the same in classic ones, within the same limits', () => {
    for (const text of ['Alex Moreau', '<!channel> *a* `b`', 'x'.repeat(3000)]) {
      const plain = plainBlocks(drawCard(everything(text), drawing).blocks);
      expect(plain.filter(({ type }) => newerKinds.some((kind) => kind === type))).toEqual([]);
      expect(checkBlocks(plain, 'message')).toEqual([]);
    }
    expect(plainBlocks(message()).slice(2)).toMatchObject([
      // A fold in as few blocks as it takes.
      { text: { text: '*GitHub · 2 actions*\n```\nDELETE /members/7\n```' } },
      { text: { text: '*Access*\n✅ Okta · verified' } },
    ]);
  });

  it('say a moment on the clock that its reader has by then, with other clocks beside it, and nobody’s words as markup', () => {
    const moment = {
      moment: '2026-11-26T17:00:30.000Z',
      words: 'Thursday at 17:00 (18:00, Paris)',
      beside: ' (18:00, Paris)',
    };
    const next = [{ strong: '*Tell* <!channel>' }, ' is due ', moment];
    const status: CardBlock = { type: 'status', tone: 'neutral', state: 'On track', next, who: null };
    expect(drawCard(card([status]), drawing).blocks[2]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'On track', style: { bold: true } },
            { type: 'text', text: ' · ' },
            { type: 'text', text: '*Tell* <!channel>', style: { bold: true } },
            { type: 'text', text: ' is due ' },
            {
              ...{ type: 'date', timestamp: 1795712430, format: '{date_long_pretty} at {time}' },
              fallback: 'Thursday at 17:00',
            },
            { type: 'text', text: ' (18:00, Paris)' },
          ],
        },
      ],
    });
    const unnamed = { ...status, next: [moment, { link: 'https://relais.example.com/a', label: '  ' }] } as CardBlock;
    expect(JSON.stringify(drawCard(card([unnamed]), drawing).blocks[2])).toContain('"text":"relais.example.com"');
    expect(slackWords('en').moment).toBe('{date_long_pretty} at {time}');
    expect(slackWords('fr').moment).toBe('{date_long} à {time}');
  });

  it('turn the pages of a table only where it is long, and sort by numbers', () => {
    const table = (length: number): CardBlock => ({
      ...{ type: 'table', caption: 'Closed', columns: ['System', 'After'] },
      rows: Array.from({ length }, (_, value) => [`System ${value}`, { words: `${value} s`, value }]),
    });
    expect(drawCard(card([table(10)]), drawing).blocks[2]).toMatchObject({ type: 'table' });
    expect(drawCard(card([table(11)]), drawing).blocks[2]).toMatchObject({
      ...{ type: 'data_table', caption: 'Closed', page_size: 10 },
      rows: expect.arrayContaining([
        [
          { type: 'raw_text', text: 'System 3' },
          { type: 'raw_number', value: 3, text: '3 s' },
        ],
      ]),
    });
    // A home page and a modal have no pages: there it is a table, or lines.
    expect(JSON.stringify(drawHome(card([table(11)]), drawing))).not.toContain('data_table');
  });

  it('tick off nothing but what is done', () => {
    const icons = ['waiting', 'todo', 'running', 'late', 'failed', 'manual', 'accepted', 'waived', 'info'] as const;
    const items = icons.map((icon) => item({ icon, state: icon, text: 'Okta' }));
    const { blocks } = drawCard(card([{ type: 'steps', title: 'Access', items }]), drawing);
    expect(JSON.stringify(blocks)).not.toContain('"complete"');
    expect(JSON.stringify(drawCard(card([plan]), drawing).blocks)).toContain('"complete"');
  });

  it('tell a plot’s numbers as text, unless a table beside it does', () => {
    const points = [{ label: 'Okta', value: 1.5, words: '1 minute 30 seconds', said: 'Okta: 1 minute 30 seconds' }];
    const plot = (told: 'here' | 'nearby'): CardBlock => ({
      type: 'plot',
      shape: 'bars',
      title: 'Time',
      unit: 'minutes',
      points,
      told,
    });
    expect(drawCard(card([plot('here')]), drawing).blocks.slice(2)).toMatchObject([
      { type: 'data_visualization', chart: { type: 'bar', series: [{ data: [{ label: 'Okta', value: 1.5 }] }] } },
      { type: 'section', text: { text: 'Okta: 1 minute 30 seconds' } },
    ]);
    expect(drawCard(card([plot('nearby')]), drawing).blocks.slice(2)).toMatchObject([{ type: 'data_visualization' }]);
    // The third in a message would be refused: it is text.
    const third = drawCard(card([plot('here'), plot('here'), plot('here')]), drawing).blocks;
    expect(third.filter(({ type }) => type === 'data_visualization')).toHaveLength(2);
    expect(third.at(-1)).toMatchObject({ text: { text: '*Time*\nOkta: 1 minute 30 seconds' } });
  });
});
