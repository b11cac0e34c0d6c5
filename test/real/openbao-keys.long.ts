import { setTimeout as pause } from 'node:timers/promises';
import { describe } from 'vitest';
import { type VaultSettings, vaultTransit } from '../../src/keys/vault-transit.ts';
import { keyServiceContract } from '../contracts/key-service-contract.ts';
import { startRealSystem, whyNoRealSystem } from '../support/real-system.ts';

const why = whyNoRealSystem(['openbao'], ['python3', 'curl']);

describe.skipIf(why !== null)('the real OpenBao', () => {
  keyServiceContract('OpenBao transit', async () => {
    const openbao = startRealSystem('openbao');
    const address = openbao.values['URL'] ?? '';
    const ask = async (
      method: string,
      path: string,
      body?: object,
    ): Promise<Record<string, Record<string, string>>> => {
      const answer = await fetch(`${address}/v1/${path}`, {
        method,
        headers: { 'x-vault-token': openbao.values['ADMIN_TOKEN'] ?? '' },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === '' ? {} : JSON.parse(text);
    };
    const token = async (policies: readonly string[], ttl: string) =>
      (await ask('POST', 'auth/token/create-orphan', { policies, ttl }))['auth']?.['client_token'] ?? '';

    await ask('POST', 'sys/mounts/transit', { type: 'transit' });
    for (const key of ['relais', 'other']) await ask('POST', `transit/keys/${key}`, {});
    // As docs/operations.md gives it: no more than these two, and no right to make a key.
    const mayUse = (key: string) =>
      `path "transit/encrypt/${key}" { capabilities = ["update"] }\npath "transit/decrypt/${key}" { capabilities = ["update"] }`;
    const policy = ['relais', 'other', 'none'].map(mayUse).join('\n');
    await ask('PUT', 'sys/policies/acl/relais-key', { policy });
    const right = await token(['relais-key'], '1h');
    const none = await token(['default'], '1h');
    const ended = await token(['relais-key'], '1s');
    await pause(1_100);

    const by = (given: Partial<VaultSettings>) =>
      vaultTransit(
        {
          ...{ name: 'vault:transit/relais', address, mount: 'transit', key: 'relais', token: right, namespace: null },
          ...given,
        },
        { fetch },
      );
    return {
      service: by({}),
      signedOut: by({ token: ended }),
      forbidden: by({ token: none }),
      otherKey: by({ key: 'other' }),
      noKey: by({ key: 'none' }),
      away: by({ address: 'http://127.0.0.1:1' }),
      secrets: [right, none, ended],
      async encryptElsewhere(plain) {
        const plaintext = plain.toString('base64');
        return (await ask('POST', 'transit/encrypt/relais', { plaintext }))['data']?.['ciphertext'] ?? '';
      },
      turnOver: async () => void (await ask('POST', 'transit/keys/relais/rotate')),
      async destroyOld() {
        const all = { min_decryption_version: 2, min_encryption_version: 2 };
        await ask('POST', 'transit/keys/relais/config', all);
        await ask('POST', 'transit/keys/relais/trim', { min_available_version: 2 });
      },
      close: async () => openbao.stop(),
    };
  });
});
