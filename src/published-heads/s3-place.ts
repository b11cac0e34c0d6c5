import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { day } from '../domain/calendar/time.ts';
import { type HeadsPlace, HeadsPlaceError, unreachable } from '../evidence/heads-place.ts';
import type { S3Settings } from './places-settings.ts';

/** One version of an object, as `ListObjectVersions` names it. */
interface Version {
  key: string;
  version: string;
  at: string;
}

const text = z.coerce.string();
const rows = z.array(z.looseObject({ Key: text, VersionId: text, LastModified: text })).default([]);
const markers = z.array(z.looseObject({ VersionId: text })).default([]);
const pageSchema = z.object({
  ListVersionsResult: z.object({
    IsTruncated: text,
    NextKeyMarker: text.optional(),
    NextVersionIdMarker: text.optional(),
    Version: rows,
    DeleteMarker: markers,
  }),
});

/** Numbers stay text: a version or a key may look like one. */
const xml = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Version' || name === 'DeleteMarker' });

const readAtOnce = 8;

/** The version of what was written or deleted while the bucket kept none: the next such one takes its place. */
const noVersion = 'null';

/**
 * A bucket of Amazon S3, or of what speaks like it (MinIO, Ceph, Wasabi). Each line is an object of its own. What is
 * read is the oldest version of each, so that neither writing over one nor deleting it hides what was published; with
 * `keepDays` the bucket's object lock keeps that version for as long.
 */
export function s3Place(
  settings: S3Settings,
  { secretKey, fetch, now }: { secretKey: string; fetch: typeof globalThis.fetch; now: () => Date },
): HeadsPlace {
  const { bucket, prefix, region, accessKeyId, keepDays, timeoutSeconds } = settings;
  const endpoint = (settings.endpoint ?? `https://s3.${region}.amazonaws.com`).replace(/\/$/, '');
  const aws = new AwsClient({ accessKeyId, secretAccessKey: secretKey, region, service: 's3', retries: 0 });
  const name = `${endpoint}/${bucket}/${prefix}`;

  async function ask(
    path: string,
    {
      method = 'GET',
      body = '',
      headers = {},
    }: { method?: string; body?: string; headers?: Record<string, string> } = {},
  ): Promise<string> {
    const digest = createHash('sha256').update(body, 'utf8').digest('hex');
    const signed = await aws.sign(`${endpoint}/${bucket}${path}`, {
      method,
      headers: { ...headers, 'x-amz-content-sha256': digest },
      ...(method === 'PUT' && { body }),
    });
    const { status, said } = await fetch(signed.url, {
      ...{ method, headers: Object.fromEntries(signed.headers), redirect: 'error' },
      ...(method === 'PUT' && { body }),
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    })
      .then(async (answer) => ({ status: answer.status, said: await answer.text() }))
      .catch((cause: unknown) => {
        throw unreachable(name, cause);
      });
    if (status >= 200 && status < 300) return said;
    // S3 says in `<Code>` what is wrong; the rest may repeat what was asked.
    const code = /<Code>(\w+)<\/Code>/.exec(said)?.[1] ?? '';
    const answered = `${status} ${code}`.trimEnd();
    throw new HeadsPlaceError({
      en: `${name} answered ${answered}; expected a bucket with versioning, and a key that may PutObject, PutObjectRetention, GetObjectVersion and ListBucketVersions`,
      fr: `${name} a répondu ${answered} ; attendu un compartiment avec versions, et une clé qui peut PutObject, PutObjectRetention, GetObjectVersion et ListBucketVersions`,
    });
  }

  async function versions(): Promise<Version[]> {
    const found: Version[] = [];
    let from: Record<string, string> = {};
    for (;;) {
      const query = new URLSearchParams({ versions: '', prefix, ...from });
      const page = pageSchema.safeParse(xml.parse(await ask(`?${query}`)));
      if (!page.success)
        throw new HeadsPlaceError({
          en: `${name} answered a list that is none of S3’s`,
          fr: `${name} a répondu une liste qui n’est pas de S3`,
        });
      const { IsTruncated, NextKeyMarker, NextVersionIdMarker, ...listing } = page.data.ListVersionsResult;
      const { Version: listed, DeleteMarker: deleted } = listing;
      if ([...listed, ...deleted].some(({ VersionId }) => VersionId === noVersion))
        throw new HeadsPlaceError({
          en: `versioning is off in ${name}, or was when something there was written, so whoever writes over a line hides it: turn versioning on, and name an evidence.heads.s3.prefix under which nothing stands yet`,
          fr: `les versions sont désactivées dans ${name}, ou l’étaient quand quelque chose y a été écrit : qui écrase une ligne la cache. Activez les versions, et indiquez un evidence.heads.s3.prefix sous lequel rien n’existe encore`,
        });
      for (const { Key, VersionId, LastModified } of listed)
        found.push({ key: Key, version: VersionId, at: LastModified });
      if (IsTruncated !== 'true') return found;
      const next = { 'key-marker': NextKeyMarker ?? '', 'version-id-marker': NextVersionIdMarker ?? '' };
      if (next['key-marker'] === '' || JSON.stringify(next) === JSON.stringify(from))
        throw new HeadsPlaceError({
          en: `${name} says that its list goes on, and not where`,
          fr: `${name} dit que sa liste continue, sans dire où`,
        });
      from = next;
    }
  }

  return {
    id: 's3',
    name,
    async read() {
      const oldest = new Map<string, Version>();
      for (const one of await versions()) {
        const known = oldest.get(one.key);
        if (!known || Date.parse(one.at) <= Date.parse(known.at)) oldest.set(one.key, one);
      }
      const sorted = [...oldest.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
      const lines: string[] = [];
      for (let first = 0; first < sorted.length; first += readAtOnce) {
        const some = sorted.slice(first, first + readAtOnce);
        lines.push(
          ...(await Promise.all(
            some.map(({ key, version }) => ask(`/${pathOf(key)}?versionId=${encodeURIComponent(version)}`)),
          )),
        );
      }
      return lines.map((line) => `${line.trimEnd()}\n`).join('');
    },
    async append(line) {
      const at = now();
      const digest = createHash('sha256').update(line, 'utf8').digest('hex');
      const until = new Date(at.getTime() + (keepDays ?? 0) * day).toISOString();
      await ask(`/${pathOf(`${prefix}${at.toISOString().replaceAll(':', '')}-${digest.slice(0, 12)}.json`)}`, {
        method: 'PUT',
        body: line,
        headers: {
          'content-type': 'application/json',
          'content-md5': createHash('md5').update(line, 'utf8').digest('base64'),
          ...(keepDays !== undefined && {
            'x-amz-object-lock-mode': 'COMPLIANCE',
            'x-amz-object-lock-retain-until-date': until,
          }),
        },
      });
    },
  };
}

function pathOf(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/');
}
