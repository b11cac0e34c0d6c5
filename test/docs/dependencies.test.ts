import { describe, expect, it } from 'vitest';
import { productionPackages } from '../support/production-packages.ts';
import { textOf } from './documents.ts';

describe('docs/dependencies.md', () => {
  it('has a reason for each package of an installation that is over 5 MB, and for no other', () => {
    const named = [...textOf('docs/dependencies.md').matchAll(/^\| `([^`]+)` \| [^|]+ \| [^|]+ \|$/gm)].map(
      ([, name]) => name,
    );
    // Which native parts are installed is a matter of the machine.
    const large = productionPackages().filter(({ bytes, optional }) => bytes > 5_000_000 && !optional);
    expect(large.length).toBeGreaterThan(0);
    expect(named.toSorted()).toEqual([...new Set(large.map(({ name }) => name))].toSorted());
  });
});
