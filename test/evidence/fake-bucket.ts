interface Kept {
  key: string;
  version: string;
  body: string | null;
  at: Date;
}

/**
 * A bucket with versions, as S3 answers: what is written over or deleted stays as an older version. Lists are cut after
 * `pageSize` versions. Without `versioning` all that is written or deleted has the version "null", of which each key
 * has one. It takes no signature's word; the genuine checks are in `test/real/heads-s3.real.ts`.
 */
export function fakeBucket({ pageSize = 2, versioning = true } = {}) {
  const kept: Kept[] = [];
  const requests: { method: string; headers: Headers; url: URL }[] = [];
  let count = 0;
  const put = (key: string, body: string | null) => {
    count += 1;
    const hidden = versioning ? -1 : kept.findIndex((one) => one.key === key);
    if (hidden >= 0) kept.splice(hidden, 1);
    kept.push({
      key,
      version: versioning ? `v${count}` : 'null',
      body,
      at: new Date(Date.UTC(2026, 2, 1, 0, 0, count)),
    });
  };

  function list(url: URL): string {
    const newestFirst = kept.toSorted((a, b) => (a.key === b.key ? +b.at - +a.at : a.key < b.key ? -1 : 1));
    const prefix = url.searchParams.get('prefix') ?? '';
    const matching = newestFirst.filter(({ key }) => key.startsWith(prefix));
    const marker = url.searchParams.get('version-id-marker');
    const from = marker === null ? 0 : matching.findIndex(({ version }) => version === marker) + 1;
    const page = matching.slice(from, from + pageSize);
    const last = page.at(-1);
    const more = from + pageSize < matching.length && last;
    const rows = page.map(({ key, version, body, at }) => {
      const kind = body === null ? 'DeleteMarker' : 'Version';
      return `<${kind}><Key>${key}</Key><VersionId>${version}</VersionId><LastModified>${at.toISOString()}</LastModified></${kind}>`;
    });
    const next = more
      ? `<NextKeyMarker>${last.key}</NextKeyMarker><NextVersionIdMarker>${last.version}</NextVersionIdMarker>`
      : '';
    return `<?xml version="1.0"?><ListVersionsResult><IsTruncated>${more ? 'true' : 'false'}</IsTruncated>${next}${rows.join('')}</ListVersionsResult>`;
  }

  const fetch = (async (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(String(input));
    const method = init?.method ?? 'GET';
    requests.push({ method, headers: new Headers(init?.headers), url });
    const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
    if (method === 'PUT') {
      put(key, String(init?.body));
      return new Response('');
    }
    if (url.searchParams.has('versions')) return new Response(list(url));
    const found = kept.find((one) => one.key === key && one.version === url.searchParams.get('versionId'));
    return found?.body == null
      ? new Response('<Error><Code>NoSuchVersion</Code><Message>canary</Message></Error>', { status: 404 })
      : new Response(found.body);
  }) as typeof globalThis.fetch;
  return { fetch, requests, put, keys: () => [...new Set(kept.map(({ key }) => key))] };
}
