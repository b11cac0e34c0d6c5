import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { flowSchema } from '../../src/domain/flow/flow.ts';
import { requireFilePages } from '../../src/start/require-file-pages.ts';
import { sampleFlow } from '../support/sample-plan.ts';

describe('a flow that asks for a file', () => {
  const steps = [{ id: 'safe', title: 'Safe', owner: 'it', due: { from: 'cut-off' }, proof: 'file' }];
  const asking = flowSchema.parse({ ...sampleFlow(), id: 'asking', steps });

  it('stops a start that has no pages, and says what to set', () => {
    expect(() => requireFilePages([sampleFlow(), asking], null)).toThrow(
      /RELAIS_PUBLIC_URL: missing while the flow "asking" has a step with proof: file; expected the address/,
    );
    expect(() => requireFilePages([sampleFlow(), asking], 'https://relais.example.com')).not.toThrow();
    expect(() => requireFilePages([sampleFlow()], null)).not.toThrow();
  });

  it('needs no mail server beside it', () => {
    const { publicUrl, mail } = readConfig({ RELAIS_PUBLIC_URL: 'https://relais.example.com/' });
    expect([publicUrl, mail]).toEqual(['https://relais.example.com', null]);
  });
});
