import { describe, expect, it } from 'vitest';
import { gitPlace } from '../../src/published-heads/git-place.ts';
import { mailPlace } from '../../src/published-heads/mail-place.ts';
import { headsSettingsSchema } from '../../src/published-heads/places-settings.ts';
import { s3Place } from '../../src/published-heads/s3-place.ts';
import { createMemoryStore } from '../support/memory/memory-store.ts';
import { fakeBucket } from './fake-bucket.ts';

const dead = async (): Promise<Response> => {
  throw new TypeError('fetch failed');
};

function s3Settings() {
  const s3 = { bucket: 'heads', endpoint: 'https://s3.example.com', accessKeyId: 'A', secretAccessKey: 'env:K' };
  const settings = headsSettingsSchema.parse({ s3 });
  if (!settings.s3) throw new Error('there are no settings');
  return settings.s3;
}

function gitSettings() {
  const { git } = headsSettingsSchema.parse({ git: { url: 'https://git.example.com/a.git', password: 'env:K' } });
  if (!git) throw new Error('there are no settings');
  return git;
}

const lineOf = (number: number) => JSON.stringify({ at: `2026-03-0${number}T08:00:00.000Z`, number });

describe('heads in a bucket', () => {
  const s3 = { bucket: 'relais-heads', accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'env:KEY' };
  const placeIn = (bucket: ReturnType<typeof fakeBucket>, more: Record<string, unknown> = {}) => {
    const settings = headsSettingsSchema.parse({ s3: { ...s3, ...more } }).s3;
    if (!settings) throw new Error('there are no settings');
    let days = 0;
    const now = () => new Date(Date.UTC(2026, 2, 1 + ++days, 8));
    return s3Place(settings, { secretKey: 'canary-secret', fetch: bucket.fetch, now });
  };

  it('are an object a line, in the order in which they came, however many pages the list has', async () => {
    const bucket = fakeBucket({ pageSize: 2 });
    const place = placeIn(bucket);
    expect(await place.read()).toBe('');
    for (const number of [1, 2, 3, 4, 5]) await place.append(lineOf(number));
    expect(await place.read()).toBe([1, 2, 3, 4, 5].map((number) => `${lineOf(number)}\n`).join(''));
    expect(bucket.keys()[0]).toMatch(/^relais-heads\/2026-03-02T080000\.000Z-[0-9a-f]{12}\.json$/);
  });

  it('are read as they were first, whoever writes over them or deletes them afterwards', async () => {
    const bucket = fakeBucket();
    const place = placeIn(bucket);
    for (const number of [1, 2, 3]) await place.append(lineOf(number));
    const [first = '', , third = ''] = bucket.keys();
    bucket.put(first, '{"changed":true}');
    bucket.put(third, null);
    expect(await place.read()).toBe([1, 2, 3].map((number) => `${lineOf(number)}\n`).join(''));
  });

  it.each([
    ['written over', '{"changed":true}'],
    ['deleted', null],
  ])('are refused where the bucket keeps no versions, so that none that was %s is hidden', async (_what, body) => {
    const bucket = fakeBucket({ versioning: false });
    const place = placeIn(bucket);
    await place.append(lineOf(1));
    await expect(place.read()).rejects.toThrow('versioning is off');
    bucket.put(bucket.keys()[0] ?? '', body);
    await expect(place.read()).rejects.toThrow('versioning is off');
  });

  it('are locked for as many days as is said, and only then', async () => {
    const bucket = fakeBucket();
    await placeIn(bucket, { keepDays: 10 }).append(lineOf(1));
    await placeIn(bucket).append(lineOf(1));
    const [locked, free] = bucket.requests.map(({ headers }) => headers);
    expect(locked?.get('x-amz-object-lock-mode')).toBe('COMPLIANCE');
    expect(locked?.get('x-amz-object-lock-retain-until-date')).toBe('2026-03-12T08:00:00.000Z');
    expect(free?.get('x-amz-object-lock-mode')).toBeNull();
    // What is signed names each of them, so that nobody on the way takes the lock off.
    expect(locked?.get('authorization')).toMatch(
      /SignedHeaders=[^,]*x-amz-object-lock-mode;x-amz-object-lock-retain-until-date/,
    );
  });

  it.each([
    [403, '<Error><Code>AccessDenied</Code><Message>canary of the answer</Message></Error>', '403 AccessDenied'],
    [200, '<ListBucketResult></ListBucketResult>', 'a list that is none of S3'],
    [200, '<ListVersionsResult><IsTruncated>true</IsTruncated></ListVersionsResult>', 'goes on, and not where'],
  ])('that answers %i are refused in words, and never taken for an empty list', async (status, body, words) => {
    const fetch = async () => new Response(body, { status });
    const settings = headsSettingsSchema.parse({ s3 }).s3;
    if (!settings) throw new Error('there are no settings');
    const place = s3Place(settings, { secretKey: 'canary-secret', fetch, now: () => new Date() });
    const error: unknown = await place.read().catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(words);
    expect(String(error)).not.toContain('canary');
  });
});

it.each([
  [
    'a bucket',
    () => s3Place({ ...s3Settings(), timeoutSeconds: 5 }, { secretKey: 'canary', fetch: dead, now: () => new Date() }),
  ],
  ['a repository', () => gitPlace(gitSettings(), { password: 'canary', fetch: dead })],
] as const)('%s that cannot be reached says so, and is not taken for an empty list', async (_what, make) => {
  const error: unknown = await make()
    .read()
    .catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(/example\.com\S* cannot be reached/);
  expect(String(error)).not.toContain('canary');
});

describe('heads in a mailbox', () => {
  it('are noted before they are sent, and sent again under the same id where that is not known', async () => {
    const { notes } = createMemoryStore();
    const sent: { line: string; id: string }[] = [];
    let fails = true;
    const send = async (mail: { line: string; id: string }) => {
      sent.push(mail);
      if (fails) throw new Error('the connection broke');
    };
    const place = mailPlace('auditor@example.com', { notes, send });
    await expect(place.append(lineOf(1))).rejects.toThrow('the connection broke');
    fails = false;
    expect(await place.read()).toBe(`${lineOf(1)}\n`);
    expect(await place.read()).toBe(`${lineOf(1)}\n`);
    await place.append(lineOf(2));
    expect(sent.map(({ line }) => line)).toEqual([lineOf(1), lineOf(1), lineOf(2)]);
    expect(sent[0]?.id).toBe(sent[1]?.id);
    expect(sent[2]?.id).not.toBe(sent[0]?.id);
    expect(await place.read()).toBe(`${lineOf(1)}\n${lineOf(2)}\n`);
  });
});

describe('the places of evidence.heads', () => {
  it.each([
    [{}, 'expected a place to publish to: file, s3, git or email'],
    [{ everyHours: 24 }, 'expected a place to publish to'],
    [{ s3: { bucket: 'Big Bucket', accessKeyId: 'A', secretAccessKey: 'env:K' } }, 'expected the name of a bucket'],
    [
      { s3: { bucket: 'heads', accessKeyId: 'A', secretAccessKey: 'the-secret' } },
      'expected a reference to the secret',
    ],
    [{ s3: { bucket: 'heads', prefix: 'a', accessKeyId: 'A', secretAccessKey: 'env:K' } }, 'ends with a slash'],
    [{ git: { url: 'https://bot:pw@git.example.com/a.git', password: 'env:K' } }, 'without a user or a password'],
    [{ git: { url: 'http://git.example.com/a.git', password: 'env:K' } }, 'expected https'],
    [{ git: { url: 'https://git.example.com/a.git', file: '../heads', password: 'env:K' } }, 'inside the repository'],
    [{ email: { to: 'nobody' } }, 'Invalid email'],
  ])('%j is refused', (given, words) => {
    expect(JSON.stringify(headsSettingsSchema.safeParse(given).error?.issues)).toContain(words);
  });
});
