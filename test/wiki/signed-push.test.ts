import { describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { isSigned } from '../../src/connectors/webhook/signature.ts';
import { DossierWikiError, type PushedDossier } from '../../src/engine/ports/dossier-wiki.ts';
import { createSignedPush } from '../../src/wiki/signed-push.ts';
import { dossierPushSchema } from '../../src/wiki/wiki-settings.ts';

const dossier: PushedDossier = {
  ...{ event: 'dossier', id: 'd-1/1', departure: 'd-1', at: '2026-03-02T09:00:00.000Z', language: 'fr' },
  ...{ title: 'Ce que sait Zoë', files: [{ name: 'dossier.md', text: '# Ce que sait Zoë\n' }] },
};

function wikiAt(fetch: Fetch, url = 'https://hooks.example.com/relais?space=ops') {
  const settings = dossierPushSchema.parse({ url, signingSecret: 'env:SECRET' });
  if (!settings) throw new Error('there are no settings');
  const env = { SECRET: 'the-signing-secret' };
  return createSignedPush(settings, { env, now: () => new Date(), allowPrivateAddresses: false, fetch });
}

describe('a signed push', () => {
  it('posts the dossier with a signature over time and body, and the name of the push', async () => {
    let got: { url: string; headers: Headers; body: string } | null = null;
    await wikiAt(async (url, { headers, body }) => {
      got = { url: url.href, headers: new Headers(headers), body: String(body) };
      return new Response(null, { status: 204 });
    }).push(dossier);
    const { url, headers, body } = got ?? { url: '', headers: new Headers(), body: '' };
    expect(url).toBe('https://hooks.example.com/relais?space=ops');
    expect(JSON.parse(body)).toEqual(dossier);
    expect(headers.get('idempotency-key')).toBe('d-1/1');
    const signed = { header: headers.get('x-relais-signature') ?? undefined, now: new Date() };
    expect(isSigned('the-signing-secret', { ...signed, signed: body })).toBe(true);
    expect(isSigned('the-signing-secret', { ...signed, signed: `${body} ` })).toBe(false);
    expect(isSigned('another', { ...signed, signed: body })).toBe(false);
  });

  it.each([
    [500, 'later'],
    [429, 'later'],
    [401, 'later'],
    [404, 'later'],
    [422, 'never'],
  ] as const)('tells of %i that it is for %s, without a word of the receiver', async (status, kind) => {
    const error = await wikiAt(async () => new Response('the-signing-secret of Zoë', { status }))
      .push(dossier)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DossierWikiError);
    expect(error).toMatchObject({ kind });
    expect(String(error)).not.toMatch(/Zoë|secret/);
  });

  it('goes to no private address, and nowhere in the clear', async () => {
    const fetch: Fetch = async () => new Response();
    expect(() => wikiAt(fetch, 'http://hooks.example.com/relais')).toThrow(/https/);
    await expect(wikiAt(fetch, 'https://127.0.0.1/relais').push(dossier)).rejects.toBeInstanceOf(DossierWikiError);
    expect(dossierPushSchema.safeParse({ url: 'https://a:b@example.com', signingSecret: 'env:S' }).success).toBe(false);
  });
});
