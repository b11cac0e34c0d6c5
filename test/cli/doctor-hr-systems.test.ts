import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lookAtHrSystems } from '../../src/cli/doctor/look-at-hr-systems.ts';
import { hrisSchema } from '../../src/hris/registry.ts';
import { type Company, createCompany } from '../hris/company.ts';
import { trytonFake } from '../hris/fakes/tryton.ts';
import { inEnglishToo } from '../support/english.ts';

/** The fake behind a real port. */
async function serve(company: Company): Promise<string> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const given = trytonFake.answer({ method: request.method ?? '', url, headers, body: null }, company);
    response.writeHead(given.status ?? 200, { 'content-type': 'application/json', ...given.headers });
    response.end(given.text ?? JSON.stringify(given.json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const look = (baseUrl: string, env: Record<string, string>) =>
  lookAtHrSystems({
    entries: hrisSchema.parse([{ id: 'erp', type: 'tryton', label: 'ERP', baseUrl, database: 'acme', key: 'env:KEY' }]),
    config: { allowPrivateAddresses: true },
    env,
  });

describe('relais doctor, of HR systems', () => {
  it('says that one answers, lists people and tells when they leave', async () => {
    const url = await serve(createCompany(() => new Date()));
    expect(inEnglishToo(await look(url, { KEY: 'canary-key' }))).toEqual([
      {
        level: 'good',
        area: 'HR systems',
        message: 'ERP (erp) answers: it lists people with their addresses, and says when they leave.',
      },
    ]);
  });

  it('says what to do about wrong credentials, a hidden field and a missing secret, and no secret', async () => {
    const company = createCompany(() => new Date());
    const url = await serve(company);
    const [wrong] = inEnglishToo(await look(url, { KEY: 'canary-wrong' }));
    expect(wrong).toMatchObject({
      level: 'problem',
      message: expect.stringContaining('Tryton refuses the credentials'),
    });
    company.lie = 'hides-ends';
    const [hidden] = inEnglishToo(await look(url, { KEY: 'canary-key' }));
    expect(hidden).toMatchObject({ level: 'problem', message: expect.stringContaining('when the employment ends') });
    const [missing] = inEnglishToo(await look(url, {}));
    expect(missing).toMatchObject({ level: 'problem', message: expect.stringContaining('env:KEY') });
    expect(JSON.stringify([wrong, hidden, missing])).not.toContain('canary');
  });

  it('says of one that tells of nobody no more than that it answers', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"employments": [], "cursor": "1"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const own = { id: 'own', type: 'webhook', label: 'Own', baseUrl, token: 'env:KEY', signingSecret: 'env:KEY' };
    const found = await lookAtHrSystems({
      entries: hrisSchema.parse([own]),
      config: { allowPrivateAddresses: true },
      env: { KEY: 'canary-key-of-thirty-two-letters-x' },
    });
    const [only] = inEnglishToo(found);
    expect(only).toMatchObject({ level: 'good', message: expect.stringContaining('not known') });
    expect(only?.message).not.toContain('lists people');
  });
});
