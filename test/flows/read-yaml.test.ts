import { expect, it } from 'vitest';
import { readYaml } from '../../src/flows/read-yaml.ts';

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

it('reads what people write, and refuses what is nested to exhaust the reader before anything recurses into it', () => {
  expect(readYaml(`a: ${nested(20)}`).mistake).toBeNull();
  for (const text of [nested(200), `a: ${nested(20_000)}`, '- '.repeat(300)])
    expect(readYaml(text).mistake).toEqual({
      offset: null,
      message: expect.stringMatching(/^it is nested more than \d+ levels deep$/),
    });
});
