import { describe, expect, it } from 'vitest';
import { type ConnectorContext, ConnectorError } from '../../src/engine/ports/connector.ts';
import { sourcePersonSchema } from '../../src/engine/ports/people-source.ts';
import { hrPeopleSource } from '../../src/hris/people-source.ts';
import { trytonFake } from './fakes/tryton.ts';
import { hrWorld } from './hr-world.ts';

const context = (): ConnectorContext => ({ now: () => new Date(), signal: AbortSignal.timeout(10_000) });

describe('an HR system as a source of people', () => {
  it('gives everybody employed, and its own name', async () => {
    const { system } = hrWorld(trytonFake);
    const source = hrPeopleSource(system);
    expect([source.id, source.label]).toEqual(['hr', 'HR']);
    const names: (string | null)[] = [];
    for await (const person of source.everybody(context())) names.push(sourcePersonSchema.parse(person).name);
    expect(names.toSorted()).toEqual(['Alex Moreau', 'Léo Petit', 'Maya Chen', 'Nadia Berger']);
  });

  it('knows people by their address in any case, and nobody by another', async () => {
    const source = hrPeopleSource(hrWorld(trytonFake).system);
    expect((await source.byEmail('ALEX.moreau@example.com', context()))?.id).toBe('7');
    expect(await source.byEmail('nobody@example.com', context())).toBeNull();
    // He left.
    expect(await source.byEmail('jonas.weber@example.com', context())).toBeNull();
  });

  it('does not choose between two people behind one address', async () => {
    const world = hrWorld(trytonFake);
    world.set('12', { email: 'alex.moreau@example.com' });
    await expect(hrPeopleSource(world.system).byEmail('alex.moreau@example.com', context())).rejects.toThrow(
      /two people have this address/,
    );
  });

  it('fails rather than ending early', async () => {
    const world = hrWorld(trytonFake);
    world.company.lie = 'ends-early';
    const source = hrPeopleSource(world.system);
    await expect(source.byEmail('maya.chen@example.com', context())).rejects.toBeInstanceOf(ConnectorError);
  });
});
