import { describe, expect, it } from 'vitest';
import { ownPicture } from '../../../src/workspace/page/own-picture.ts';
import { prepareCard } from '../../../src/workspace/page/teams/prepare-card.ts';

const photo = 'http://localhost:3000/workspace/api/people/U0ALEX/avatar.svg';

describe('a picture of the workspace’s people', () => {
  it('comes from wherever the page came from, by whatever name of the machine', () => {
    expect(ownPicture(photo)).toBe('/workspace/api/people/U0ALEX/avatar.svg');
    expect(ownPicture('http://127.0.0.1:3000/workspace/api/people/U0ALEX/avatar.svg')).toBe(ownPicture(photo));
  });

  it('of anybody else stays where it is', () => {
    for (const address of [
      'https://example.com/photos/alex.png',
      '/workspace/api/people/U0ALEX/avatar.svg',
      'no address',
    ])
      expect(ownPicture(address)).toBe(address);
  });

  it('is the same in a card of Teams', () => {
    const card = { type: 'AdaptiveCard', body: [{ type: 'Image', url: photo, altText: 'Alex' }] };
    expect(prepareCard(card, [])).toMatchObject({ body: [{ url: '/workspace/api/people/U0ALEX/avatar.svg' }] });
  });
});
