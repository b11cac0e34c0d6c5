import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../src/domain/calendar/time.ts';
import { StoreError } from '../../src/engine/ports/store.ts';
import { loadPatiently } from '../../src/keys/load-master-key.ts';
import { createMasterKeyWatch } from '../../src/keys/master-key-watch.ts';
import { vaultTransit } from '../../src/keys/vault-transit.ts';
import { keyIn, wrappedText } from '../../src/keys/wrapped-master-key.ts';
import { fakeVault } from './fake-vault.ts';

const where = { en: 'the key file', fr: 'le fichier de clé' };
const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

async function watched() {
  const vault = fakeVault();
  const settings = {
    name: 'vault:transit/relais',
    address: 'https://vault.example.com',
    mount: 'transit',
    key: 'relais',
  };
  const given = { token: 's.canary-token' };
  const service = () => vaultTransit({ ...settings, ...given, namespace: null }, vault);
  const file = { text: await wrappedText(first, service()) };
  const clock = { ms: 0 };
  const lines: Record<string, unknown>[] = [];
  const ends: number[] = [];
  const log = Object.fromEntries(
    ['info', 'warn', 'fatal'].map((level) => [
      level,
      (said: object, words: string) => void lines.push({ level, words, ...said }),
    ]),
  ) as unknown as Parameters<typeof createMasterKeyWatch>[0]['log'];
  const watch = createMasterKeyWatch({
    held: { key: first, text: file.text },
    read: () => ({ text: file.text, where }),
    ...{ service, log, heldFor: 24 * hour, now: () => clock.ms, onGivenUp: () => void ends.push(clock.ms) },
  });
  const events = () => lines.map(({ event }) => event);
  return { clock, ends, events, file, given, lines, service, vault, watch };
}

describe('the master key of a process that runs', () => {
  it('is held while the service is sealed or does not let Relais in, which is said once, and taken back silently after', async () => {
    const { clock, ends, events, given, lines, vault, watch } = await watched();
    vault.state.isSealed = true;
    for (const hours of [1, 2, 3]) {
      clock.ms = hours * hour;
      await watch.look();
      expect(watch.keyNow()).toEqual(first);
      expect(watch.isGiven()).toBe(false);
    }
    expect(events()).toEqual(['key-service.refused']);
    expect(lines[0]).toMatchObject({ level: 'warn', hours: 23 });
    vault.state.isSealed = false;
    given.token = 's.canary-gone';
    await watch.look();
    expect(lines[1]?.['reason']).toContain('does not know the token');
    given.token = 's.canary-token';
    await watch.look();
    expect(events()).toEqual(['key-service.refused', 'key-service.refused', 'key-service.back']);
    expect(watch.isGiven()).toBe(true);
    expect(ends).toEqual([]);
    expect(JSON.stringify(lines)).not.toMatch(/canary|AQEBAQEB/);
  });

  it('ends the process once the service has not given it for as long as it may be held, and no sooner', async () => {
    const { clock, ends, events, vault, watch } = await watched();
    clock.ms = 10 * hour;
    await watch.look();
    vault.keys.clear();
    clock.ms = 34 * hour;
    await watch.look();
    expect(ends).toEqual([]);
    clock.ms = 34 * hour + 1;
    await watch.look();
    await watch.look();
    expect(ends).toEqual([34 * hour + 1]);
    expect(events()).toEqual(['key-service.refused', 'key-service.given-up']);
  });

  it('says of an error that is none of its own no more than the name, for it may say what was sent', async () => {
    const { given, lines, watch } = await watched();
    Object.defineProperty(given, 'token', {
      get: () => {
        throw new TypeError('Headers.append: "s.canary-token" is an invalid header value.');
      },
    });
    await watch.look();
    expect(lines).toMatchObject([{ event: 'key-service.refused', reason: 'TypeError' }]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it('takes another key from the file as soon as the service unwraps it, and gives none that it has not', async () => {
    const { events, file, service, vault, watch } = await watched();
    file.text = await wrappedText(second, service());
    // Asked for by a transaction that found another ring: it has to ask the service first.
    expect(watch.keyNow()).toBeNull();
    await watch.look();
    expect(watch.keyNow()).toEqual(second);
    expect(events()).toEqual(['master-key.taken']);
    // Back to a key that nothing wraps.
    vault.state.isSealed = true;
    file.text = first.toString('base64');
    expect(watch.keyNow()).toEqual(first);
  });

  it('says that its sign-in ends, some days before, and not each time', async () => {
    const { clock, events, vault, watch } = await watched();
    const token = { mayUse: ['relais'], ttl: 4 * 86_400, wholeTtl: 30 * 86_400, renewable: false };
    vault.tokens.set('s.canary-token', token);
    await watch.look();
    expect(events()).toEqual([]);
    token.ttl = 2 * 86_400;
    await watch.look();
    clock.ms += 5 * minute;
    await watch.look();
    expect(events()).toEqual(['key-service.ends']);
  });
});

describe('a wrapped master key', () => {
  it('is opened only by the key that is configured, and only as the one that it says it is', async () => {
    const { file, service } = await watched();
    const text = (change: object) => JSON.stringify({ ...JSON.parse(file.text), ...change });
    const open = (one: string) => keyIn({ text: one, where }, service());
    expect(await open(file.text)).toEqual(first);
    await expect(open(text({ wrappedBy: 'vault:elsewhere/relais' }))).rejects.toThrow(
      'is wrapped by vault:elsewhere/relais, and RELAIS_KMS is vault:transit/relais',
    );
    await expect(open(text({ fingerprint: '0123456789abcdef' }))).rejects.toThrow('gave another key');
    await expect(open(text({ address: 'https://elsewhere.example.com' }))).rejects.toThrow('not what Relais wrote');
    await expect(open('{')).rejects.toMatchObject({ kind: 'wrong-key' });
  });

  it('is not opened by a service that fails in a way of its own, and what that says is told to nobody', async () => {
    const { file, service } = await watched();
    const failing = {
      ...service(),
      unwrap: async () => {
        throw new TypeError('canary');
      },
    };
    const error = await keyIn({ text: file.text, where }, failing).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      name: 'StoreError',
      kind: 'unavailable',
      message: expect.stringContaining('(TypeError)'),
    });
    expect(inspect(error, { depth: null })).not.toContain('canary');
  });

  it('tells a service that is away from one that refuses, as the store does', async () => {
    const { file, service, vault } = await watched();
    vault.state.isSealed = true;
    await expect(keyIn({ text: file.text, where }, service())).rejects.toMatchObject({ kind: 'unavailable' });
    vault.state.isSealed = false;
    vault.keys.clear();
    await expect(keyIn({ text: file.text, where }, service())).rejects.toMatchObject({ kind: 'wrong-key' });
  });
});

describe('a start', () => {
  const held = { key: first, text: '' };
  const waiting = (failures: readonly StoreError[]) => {
    const left = [...failures];
    const seen = { away: 0, waited: 0 };
    const loaded = loadPatiently(
      async () => {
        const failure = left.shift();
        if (failure) throw failure;
        return held;
      },
      {
        onAway: () => {
          seen.away += 1;
        },
        wait: async (ms) => {
          seen.waited += ms;
        },
      },
    );
    return { loaded, seen };
  };
  const away = new StoreError('unavailable', { en: 'away', fr: 'absent' });

  it('waits for a key service that is away, a minute at most, and says so once', async () => {
    const soon = waiting([away, away]);
    expect(await soon.loaded).toBe(held);
    expect(soon.seen).toEqual({ away: 1, waited: 10_000 });
    const never = waiting(Array.from({ length: 20 }, () => away));
    await expect(never.loaded).rejects.toBe(away);
    expect(never.seen).toEqual({ away: 1, waited: 55_000 });
  });

  it('does not wait for one that refuses', async () => {
    const refused = waiting([new StoreError('wrong-key', { en: 'no', fr: 'non' })]);
    await expect(refused.loaded).rejects.toMatchObject({ kind: 'wrong-key' });
    expect(refused.seen).toEqual({ away: 0, waited: 0 });
  });
});
