import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postgresql } from '../../src/connectors/postgresql/index.ts';
import { createPostgresqlConnector } from '../../src/connectors/postgresql/postgresql-connector.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { colleague, personOf } from '../connectors/people.ts';

const canary = 'canary-postgresql-hostile';

/** A connector before a server that answers everything it hears with these bytes. */
async function connectorAt(bytes: Buffer, more: Record<string, unknown> = {}) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).on('data', () => socket.write(bytes));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const settings = postgresql.schema.parse({
    ...{ id: 'db', type: 'postgresql', label: 'Database', host: '127.0.0.1', port: address.port, user: 'relais' },
    ...{ databases: ['acme'], password: 'env:DB', encryption: 'none', timeoutSeconds: 0.3 },
    ...more,
  });
  return createPostgresqlConnector(settings, {
    now: () => new Date(),
    env: { DB: canary },
    log: { debug() {}, info() {}, warn() {} },
    allowPrivateAddresses: true,
  });
}

const message = (type: string, length: number, body = '') => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(length, 1);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
};
const signedIn = message('R', 8, '\0\0\0\0');
const ready = message('Z', 5, 'I');

/** By what is wrong with them. */
const answers: Readonly<Record<string, Buffer>> = {
  'nothing of the protocol': Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'),
  'a page for people': Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n<html></html>'),
  'a message shorter than its length says': message('R', 4),
  'a length below nothing': message('E', -1, 'x'),
  'a length without an end': message('D', 0x7f_ff_ff_ff, 'x'),
  'an unknown way to sign in': message('R', 8, '\0\0\0\x63'),
  'a row before any question': Buffer.concat([signedIn, ready, message('D', 10, '\0\x01\0\0\0\x01x')]),
  'columns without rows': Buffer.concat([signedIn, ready, message('T', 6, '\0\x7f')]),
  'an error without fields': Buffer.concat([signedIn, ready, message('E', 5, '\0')]),
  'an offer that no challenge follows': message('R', 23, '\0\0\0\x0aSCRAM-SHA-256\0\0'),
  'a challenge that is none': Buffer.concat([
    message('R', 23, '\0\0\0\x0aSCRAM-SHA-256\0\0'),
    message('R', 12, '\0\0\0\x0br=x'),
  ]),
};

const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(5_000) });

describe('what a server of PostgreSQL answers', () => {
  it.each(Object.entries(answers))('ends in an error of the port: %s', async (_, bytes) => {
    const connector = await connectorAt(bytes);
    const error = await connector.find(personOf(colleague('U0ALEX')), context()).catch((cause: unknown) => cause);
    if (!(error instanceof ConnectorError)) throw new Error('no ConnectorError', { cause: error });
    expect(['unavailable', 'rejected', 'unproven']).toContain(error.kind);
    expect(JSON.stringify([error.message, error.evidence, String(error.cause)])).not.toContain(canary);
  });

  it('says nothing to a server that does not encrypt, nor to one that says more than one byte before', async () => {
    for (const bytes of [Buffer.from('N'), Buffer.from('SX'), Buffer.from('E\0\0\0\x05\0')]) {
      const connector = await connectorAt(bytes, { encryption: 'required' });
      const error = await connector.find(personOf(colleague('U0ALEX')), context()).catch((cause: unknown) => cause);
      expect(error).toMatchObject({ kind: 'rejected', message: expect.stringContaining('does not encrypt') });
    }
  });
});
