import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headsSettingsSchema } from '../../src/published-heads/places-settings.ts';
import { s3Place } from '../../src/published-heads/s3-place.ts';
import { type RealSystem, startRealSystem, whyNoRealSystem } from '../support/real-system.ts';

const why = whyNoRealSystem(['aws'], ['python3']);

/** Not Amazon's own, but it checks every signature, and what a key may do. */
describe.skipIf(why !== null)('a bucket with object lock (moto)', () => {
  let aws: RealSystem;
  const value = (name: string) => aws.values[name] ?? '';
  const admin = () =>
    new AwsClient({
      ...{ accessKeyId: value('ADMIN_KEY_ID'), secretAccessKey: value('ADMIN_SECRET') },
      ...{ region: value('REGION'), service: 's3' },
    });
  beforeAll(async () => {
    aws = startRealSystem('aws');
    const body = `<CreateBucketConfiguration><LocationConstraint>${value('REGION')}</LocationConstraint></CreateBucketConfiguration>`;
    const headers = { 'x-amz-bucket-object-lock-enabled': 'true' };
    const made = await admin().fetch(`${value('URL')}/audit-heads`, { method: 'PUT', headers, body });
    expect(made.status).toBe(200);
  }, 300_000);
  afterAll(() => aws?.stop());

  const place = (secretKey: string) => {
    const settings = headsSettingsSchema.parse({
      s3: {
        ...{ bucket: 'audit-heads', endpoint: value('URL'), region: value('REGION'), keepDays: 30 },
        ...{ accessKeyId: value('ADMIN_KEY_ID'), secretAccessKey: 'env:SECRET' },
      },
    }).s3;
    if (!settings) throw new Error('there are no settings');
    return s3Place(settings, { secretKey, fetch, now: () => new Date() });
  };

  it('takes lines, gives them back in order, and lets nobody hide one', async () => {
    const own = place(value('ADMIN_SECRET'));
    expect(await own.read()).toBe('');
    await own.append('{"number":1}');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await own.append('{"number":2}');
    const both = '{"number":1}\n{"number":2}\n';
    expect(await own.read()).toBe(both);
    const listed = await (await admin().fetch(`${value('URL')}/audit-heads?versions=`)).text();
    const [first = '', second = ''] = [...listed.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key ?? '');
    const [version = ''] = [...listed.matchAll(/<VersionId>([^<]+)<\/VersionId>/g)].map(([, id]) => id ?? '');
    const at = (key: string) => `${value('URL')}/audit-heads/${key}`;
    // Deleted and written over as whoever owns the bucket; the version itself is locked.
    expect((await admin().fetch(at(second), { method: 'DELETE' })).status).toBe(204);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await admin().fetch(at(first), { method: 'PUT', body: '{"number":9}' })).status).toBe(200);
    const gone = await admin().fetch(`${at(first)}?versionId=${encodeURIComponent(version)}`, { method: 'DELETE' });
    expect(gone.status).toBe(403);
    expect(await own.read()).toBe(both);
  });

  it('refuses a wrong secret, in words that do not tell it', async () => {
    const error: unknown = await place('canary-secret')
      .read()
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/answered 403 SignatureDoesNotMatch/);
    expect(String(error)).not.toContain('canary');
  });
});
