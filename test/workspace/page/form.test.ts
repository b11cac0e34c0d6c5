import { describe, expect, it } from 'vitest';
import { type Block, readBlocks } from '../../../src/workspace/page/block-kit/schema.ts';
import { complaintsAbout } from '../../../src/workspace/page/block-kit/validate.ts';
import { standing, withValue } from '../../../src/workspace/page/block-kit/values.ts';
import { everyInput } from './fixture-blocks.ts';

const blocks = readBlocks(everyInput());
const words = (form: readonly Block[], typed: Record<string, Record<string, string>>) =>
  Object.fromEntries(Object.entries(complaintsAbout(form, typed)).map(([id, { word }]) => [id, word]));

describe('what a form holds', () => {
  it('starts from the initial values, whatever kind of element', () => {
    expect(standing(blocks, {})).toMatchObject({
      who: { 'who.in': null },
      day: { 'day.in': '2026-03-27' },
      at: { 'at.in': 1774634400 },
      hour: { 'hour.in': '14:30' },
      systems: { 'systems.in': ['directory'] },
      kit: { 'kit.in': [] },
      notes: { 'notes.in': null },
    });
  });

  it('keeps what was typed over an update that keeps the ids, also when it was cleared', () => {
    const typed = withValue(
      withValue({}, { blockId: 'notes', actionId: 'notes.in' }, 'Ask Priya'),
      { blockId: 'day', actionId: 'day.in' },
      null,
    );
    const updated = readBlocks([
      { type: 'header', text: { type: 'plain_text', text: 'New' } },
      ...everyInput().slice(1),
    ]);
    expect(standing(updated, typed)).toMatchObject({ notes: { 'notes.in': 'Ask Priya' }, day: { 'day.in': null } });
  });

  it('forgets what was typed into a block that is gone', () => {
    const typed = { notes: { 'notes.in': 'Ask Priya' } };
    expect(standing(readBlocks(everyInput().slice(0, 3)), typed)).not.toHaveProperty('notes');
  });
});

describe('what a client complains about', () => {
  it('is every unanswered question that must be answered, and no other', () => {
    const found = words(blocks, {});
    expect(Object.keys(found).sort()).toEqual(['days', 'kind', 'notes', 'reason', 'who']);
    expect(new Set(Object.values(found))).toEqual(new Set(['form.required']));
  });

  it.each([
    ['days', 'three', 'form.notNumber'],
    ['days', '2.5', 'form.notWhole'],
    ['days', '0', 'form.tooSmall'],
    ['days', '31', 'form.tooLarge'],
    ['mail', 'alex at example', 'form.notEmail'],
    ['site', 'example.com', 'form.notUrl'],
    ['notes', 'x'.repeat(501), 'form.tooLong'],
    ['notes', '   ', 'form.required'],
  ])('%s: %s', (block, value, word) => {
    expect(words(blocks, { [block]: { [`${block}.in`]: value } })[block]).toBe(word);
  });

  it.each([
    ['days', '14'],
    ['mail', 'alex@example.com'],
    ['site', 'https://example.com/dossier'],
  ])('%s: %s is fine', (block, value) => {
    expect(words(blocks, { [block]: { [`${block}.in`]: value } })).not.toHaveProperty(block);
  });
});

describe('reading blocks', () => {
  it('keeps a block it does not know as one that says so', () => {
    expect(readBlocks([{ type: 'hologram' }, { type: 'divider' }, 7])).toEqual([
      { type: 'unknown', block_id: 'block-0', kind: 'hologram' },
      { type: 'divider', block_id: 'block-1' },
      { type: 'unknown', block_id: 'block-2', kind: '?' },
    ]);
  });
});
