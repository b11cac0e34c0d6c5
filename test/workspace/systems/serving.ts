import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { onTestFinished } from 'vitest';

/** Puts a handler on a real port of this computer and returns its address; the server ends with the test. */
export async function serve(handler: RequestHandler, mount = '/'): Promise<string> {
  const app = express();
  app.use(mount, handler);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}${mount === '/' ? '' : mount}`;
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'relais-sandbox-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that a test moves by hand. */
export function handClock(start = '2026-11-20T09:00:00.000Z') {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    moveBy(milliseconds: number) {
      time += milliseconds;
    },
  };
}

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into foreign bodies freely
  body: any;
}

/** A plain client: what was answered, parsed when it is JSON. */
export function client(base: string, headers: Record<string, string>) {
  return async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const response = await fetch(base + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
}
