import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImapMailbox } from '../../src/channels/email/imap-mailbox.ts';
import { type RealSystem, startRealSystem, whyNoRealSystem } from '../support/real-system.ts';

const why = whyNoRealSystem(['mail'], ['bash', 'python3']);
const signal = () => AbortSignal.timeout(30_000);

describe.skipIf(why !== null)('a real mailbox (Dovecot)', () => {
  let real: RealSystem;
  const folder = () => join(real.values['MAIL'] ?? '', 'nadia@acme.example');
  const urlOf = (password: string) => {
    const port = real.values['IMAP_PORT'];
    return new URL(`imap://nadia%40acme.example:${encodeURIComponent(password)}@127.0.0.1:${port}`);
  };
  const mailbox = (password = 'Nadia-Pw-1', encryption: 'required' | 'if-offered' = 'if-offered') =>
    createImapMailbox(urlOf(password), { encryption });
  const deliver = (name: string, text: string) => {
    mkdirSync(join(folder(), 'new'), { recursive: true });
    writeFileSync(join(folder(), 'new', name), text, { mode: 0o666 });
  };

  beforeAll(() => {
    real = startRealSystem('mail');
  });
  afterAll(() => real?.stop());

  it('gives each new message whole, once, and keeps what could not be noted for the next time', async () => {
    deliver('1.a.acme', 'Subject: One\r\nMIME-Version: 1.0\r\n\r\nFirst, é\r\n');
    deliver('2.b.acme', 'Subject: Two\r\n\r\nSecond\r\n');
    const seen: string[] = [];
    const take = (isNoted: (text: string) => boolean) => async (raw: Uint8Array) => {
      const text = Buffer.from(raw).toString();
      seen.push(/Subject: (.*)/.exec(text)?.[1]?.trim() ?? text);
      return isNoted(text);
    };
    await mailbox().eachNew(
      take((text) => text.includes('First, é')),
      signal(),
    );
    expect(seen.splice(0)).toEqual(['One', 'Two']);
    await mailbox().eachNew(
      take(() => true),
      signal(),
    );
    expect(seen.splice(0)).toEqual(['Two']);
    await mailbox().eachNew(
      take(() => true),
      signal(),
    );
    expect(seen).toEqual([]);
    // Nothing is taken out of it.
    expect(readdirSync(join(folder(), 'cur'))).toHaveLength(2);
  });

  it('refuses a wrong password, and a server without encryption where that is needed', async () => {
    await mailbox().check(signal());
    await expect(mailbox('wrong').check(signal())).rejects.toThrow();
    await expect(mailbox('Nadia-Pw-1', 'required').check(signal())).rejects.toThrow();
    await expect(mailbox().check(AbortSignal.abort())).rejects.toThrow();
  });
});
