import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActionIds, decodeAct, encodeCarried } from '../../../src/channels/slack/act-ref.ts';
import { decodeMetadata, encodeMetadata } from '../../../src/channels/slack/form-metadata.ts';
import { actNames } from '../../../src/views/act-names.ts';
import { ref } from './samples.ts';

const carried = fc.option(fc.string({ unit: 'binary', maxLength: 60 }));
const anyAct = fc.record({
  name: fc.constantFrom(...actNames),
  departureId: carried,
  target: carried,
  seen: carried,
});

describe('an act on a button', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(anyAct, (act) => {
        expect(decodeAct(createActionIds()(act), encodeCarried(act))).toEqual(act);
      }),
    );
  });

  it('has an id of its own among its equals', () => {
    const idOf = createActionIds();
    expect([idOf(ref()), idOf(ref())]).toEqual(['relais:task.accept:0', 'relais:task.accept:1']);
  });

  it.each([
    ['relais:task.accept:0', undefined],
    ['relais:task.accept:0', null],
    ['relais:task.accept:0', ''],
    ['relais:task.accept:0', '{'],
    ['relais:task.accept:0', '{"d":1,"t":null,"s":null}'],
    ['relais:task.accept:0', '{"d":null,"t":null}'],
    ['relais:task.accept:0', '{"d":null,"t":null,"s":null,"admin":true}'],
    ['relais:task.accept', '{"d":null,"t":null,"s":null}'],
    ['relais::0', '{"d":null,"t":null,"s":null}'],
    ['someone-else', '{"d":null,"t":null,"s":null}'],
    ['', ''],
  ])('is nothing when it is not ours: %j %j', (actionId, value) => {
    expect(decodeAct(actionId, value)).toBeNull();
  });

  it('refuses to be larger than Slack allows, while it is drawn', () => {
    expect(() => encodeCarried(ref({ target: 'x'.repeat(2000) }))).toThrow('more than Slack');
  });
});

describe('what a form carries', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(fc.option(anyAct), anyAct, fc.option(anyAct), (submit, change, again) => {
        const metadata = { kind: 'walk-who', submit, changes: { leaver: change }, again };
        expect(decodeMetadata(encodeMetadata(metadata))).toEqual(metadata);
      }),
    );
  });

  it.each(['', 'null', '{}', '{"k":"x","s":["a"],"c":{}}', '[]'])('is nothing when it is not ours: %j', (text) => {
    expect(decodeMetadata(text)).toBeNull();
  });
});
