import fs from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import git, { type HttpClient } from 'isomorphic-git';
import { type HeadsPlace, HeadsPlaceError, unreachable } from '../evidence/heads-place.ts';
import type { GitSettings } from './places-settings.ts';

/**
 * A file on a branch of a Git repository, over HTTPS. Each reading and each line works on a fresh clone of the newest
 * commit; nothing is ever forced, so that a branch that nobody may rewrite keeps every line.
 */
export function gitPlace(
  settings: GitSettings,
  { password, fetch }: { password: string; fetch: typeof globalThis.fetch },
): HeadsPlace {
  const { url, branch, file, username, timeoutSeconds } = settings;
  const name = `${url}#${branch}:${file}`;
  const http = httpOver(fetch, { name, timeoutMs: timeoutSeconds * 1000 });
  const auth = { http, onAuth: () => ({ username, password }), onAuthFailure: () => ({ cancel: true }) };

  async function withClone<Result>(work: (dir: string) => Promise<Result>): Promise<Result> {
    const dir = await mkdtemp(join(tmpdir(), 'relais-heads-'));
    try {
      await git.clone({ fs, dir, url, ref: branch, singleBranch: true, depth: 1, noTags: true, ...auth });
      return await work(dir);
    } catch (cause) {
      if (cause instanceof HeadsPlaceError) throw cause;
      // What Git's own errors repeat is the address, without who asks.
      const what = cause instanceof Error ? cause.name : 'Error';
      throw new HeadsPlaceError(
        {
          en: `${name} did not take or give the heads (${what}); expected a repository that ${username} may read and push to, with a branch ${branch}`,
          fr: `${name} n’a pas pris ou donné les têtes (${what}) ; attendu un dépôt que ${username} peut lire et pousser, avec une branche ${branch}`,
        },
        { cause },
      );
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }

  return {
    id: 'git',
    name,
    read: () =>
      withClone((dir) =>
        readFile(join(dir, file), 'utf8').catch((error: unknown) => {
          if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
          throw error;
        }),
      ),
    append: (line) =>
      withClone(async (dir) => {
        await mkdir(dirname(join(dir, file)), { recursive: true });
        await appendFile(join(dir, file), `${line}\n`);
        await git.add({ fs, dir, filepath: file });
        const author = { name: 'Relais', email: 'relais@localhost' };
        await git.commit({ fs, dir, message: 'Publish the heads of the journals', author });
        const pushed = await git.push({ fs, dir, remote: 'origin', ref: branch, ...auth });
        if (!pushed.ok)
          throw new HeadsPlaceError({
            en: `${name} did not take the line; look whether ${username} may push to it`,
            fr: `${name} n’a pas pris la ligne ; regardez si ${username} peut y pousser`,
          });
      }),
  };
}

/** Its HTTP client by our own way out, with proxies and authorities as everywhere. */
function httpOver(
  fetch: typeof globalThis.fetch,
  { name, timeoutMs }: { name: string; timeoutMs: number },
): HttpClient {
  return {
    async request({ url, method = 'GET', headers = {}, body }) {
      const parts: Uint8Array[] = [];
      for await (const part of body ?? []) parts.push(part);
      const init = {
        ...{ method, headers, redirect: 'error' as const, signal: AbortSignal.timeout(timeoutMs) },
        ...(body && { body: Buffer.concat(parts) }),
      };
      const { answer, bytes } = await fetch(url, init)
        .then(async (got) => ({ answer: got, bytes: new Uint8Array(await got.arrayBuffer()) }))
        .catch((cause: unknown) => {
          throw unreachable(name, cause);
        });
      return {
        url: answer.url,
        method,
        statusCode: answer.status,
        statusMessage: answer.statusText,
        headers: Object.fromEntries(answer.headers),
        body: only(bytes),
      };
    },
  };
}

async function* only(bytes: Uint8Array): AsyncIterableIterator<Uint8Array> {
  yield bytes;
}
