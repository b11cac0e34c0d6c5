import { describe, expect, it } from 'vitest';
import { lentTo } from '../../../src/domain/equipment/lent.ts';
import { thingCalled } from '../../../src/domain/equipment/thing.ts';

const laptop = { ...thingCalled('Laptop'), serial: 'SN-1' };
const badge = thingCalled('Badge');

describe('what a plan takes of the register', () => {
  it('is what somebody named, and where nobody was asked everything', () => {
    const things = [laptop, badge];
    expect(lentTo(['Badge', 'Mug'], { things, all: false })).toEqual({
      lines: ['Badge', 'Mug'],
      equipment: [{ taskId: 'equipment-1', rev: 0, thing: badge }],
    });
    expect(lentTo(['Badge'], { things, all: true }).lines).toEqual(['Badge', 'Laptop (SN-1)']);
  });

  it('is each of two things of one name once', () => {
    const { equipment } = lentTo(['Badge', 'Badge', 'Badge'], { things: [badge, badge], all: false });
    expect(equipment.map(({ taskId }) => taskId)).toEqual(['equipment-1', 'equipment-2']);
  });

  it('is nothing that nobody named of whoever stays in the company', () => {
    expect(lentTo([], { things: [laptop], all: true }, false)).toEqual({ lines: [], equipment: [] });
  });
});
