import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHrSystems, hrisSchema, hrSystemTypes } from '../../src/hris/registry.ts';
import { everyFake } from './every-fake.ts';

const folder = resolve(import.meta.dirname, '../../src/hris');
const entries = everyFake.map(({ type, settings }) => ({ id: type, type, label: type, ...settings }));
const env = Object.assign({}, ...everyFake.map((vendor) => vendor.env));
const deps = { env, now: () => new Date(), allowPrivateAddresses: false };

describe('the registry of HR systems', () => {
  it('has every folder, and nothing else', () => {
    const folders = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
      .map(({ name }) => name);
    expect(hrSystemTypes.map(({ type }) => type).toSorted()).toEqual(folders.toSorted());
  });

  it('has a fake of each kind, which passes the contract', () => {
    expect(everyFake.map(({ type }) => type).toSorted()).toEqual(hrSystemTypes.map(({ type }) => type).toSorted());
  });

  it('describes every kind and every setting', () => {
    for (const { type, summary, schema, settings } of hrSystemTypes) {
      expect(summary, type).not.toBe('');
      for (const key of Object.keys(settings))
        expect(z.globalRegistry.get(Reflect.get(schema.shape, key))?.description, `${type}.${key}`).toBeTruthy();
    }
  });

  it('makes one of each kind, in the order of the file', () => {
    const systems = createHrSystems(hrisSchema.parse(entries), deps);
    expect(systems.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
    expect(systems.map(({ label }) => label)).toEqual(entries.map(({ label }) => label));
  });

  it('names the HR system whose secret or address cannot be used', () => {
    for (const entry of entries)
      expect(() => createHrSystems(hrisSchema.parse([entry]), { ...deps, env: {} })).toThrow(
        new RegExp(`^HR system ${entry.id}: env:`),
      );
    const [first] = entries;
    const plain = [{ ...first, baseUrl: 'http://hr.example.com' }];
    expect(() => createHrSystems(hrisSchema.parse(plain), deps)).toThrow(/HR system bamboohr: .*https/);
  });

  it('refuses unknown keys in every kind', () => {
    for (const entry of entries) expect(hrisSchema.safeParse([{ ...entry, colour: 'red' }]).success).toBe(false);
  });
});
