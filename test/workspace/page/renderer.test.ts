import { describe, expect, it } from 'vitest';
import { departureCard, everyInput, homeBlocks, strangeBlock } from './fixture-blocks.ts';
import { drawn } from './renderer.ts';

const section = (text: string) => ({ type: 'section', block_id: 's', text: { type: 'mrkdwn', text } });

describe('a card', () => {
  const html = drawn(departureCard('waiting'));

  it('shows its header as a heading and its fields', () => {
    expect(html).toMatch(/<h2[^>]*>Departure of Alex Moreau<\/h2>/);
    expect(html).toContain('<strong>Handovers</strong>');
  });

  it('gives each button its accessibility label, else its text', () => {
    expect(html).toContain('aria-label="Confirm the revocation of 3 accounts of Alex Moreau"');
    expect(html).toMatch(/class="button button-danger"[^>]*data-action="card.confirm"/);
    expect(html).toMatch(/class="button button-primary"[^>]*>See the plan</);
  });

  it('names people, draws emoji with their meaning, and writes dates for the reader', () => {
    expect(html).toContain('@Priya Nair');
    expect(html).toContain('aria-label="hourglass flowing sand"');
    expect(html).toContain('Friday, 27 March 2026');
    expect(drawn(departureCard('waiting'), { language: 'fr' })).toContain('vendredi 27 mars 2026');
  });

  it('says so when a block cannot be drawn, instead of dropping it', () => {
    expect(drawn([strangeBlock()])).toContain('hologram');
    expect(drawn([{ type: 'section', text: 'not a text object' }])).toContain('cannot draw');
  });
});

describe('hostile text', () => {
  it('stays text', () => {
    const html = drawn([
      section('<script>alert(1)</script> <javascript:alert(1)|x> &lt;img src=x onerror=alert(1)&gt;'),
      { type: 'section', text: { type: 'plain_text', text: '<b onclick=x>*no*</b>' } },
      { type: 'image', alt_text: 'none', image_url: 'javascript:alert(1)' },
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Go' }, url: 'javascript:alert(1)' },
        ],
      },
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'javascript:alert(1)', text: 'y' }] }],
      },
    ]);
    expect(html).not.toMatch(/<script|<img|<b |href="javascript/);
    expect(html).toContain('&lt;b onclick=x&gt;*no*&lt;/b&gt;');
  });

  it('opens links away from the page', () => {
    expect(drawn([section('<https://example.com|there>')])).toContain(
      '<a href="https://example.com" target="_blank" rel="noopener noreferrer">there</a>',
    );
  });
});

describe('a form', () => {
  it('ties every input to its label, its hint and its error', () => {
    const html = drawn(everyInput(), { errors: { kind: 'Choose one.', notes: 'Too long.' } });
    expect(html).toMatch(/<label[^>]*for="v-notes"[^>]*>Notes for the team/);
    expect(html).toMatch(/<textarea[^>]*id="v-notes"[^>]*aria-describedby="v-notes-error"[^>]*aria-invalid="true"/);
    expect(html).toContain('<p id="v-notes-error" class="field-error">Too long.</p>');
    expect(html).toMatch(
      /<fieldset[^>]*aria-label="Kind of departure"[^>]*aria-describedby="v-kind-error v-kind-hint"/,
    );
  });

  it('draws every element with its own kind of field', () => {
    const html = drawn(everyInput());
    for (const type of ['date', 'time', 'datetime-local', 'email', 'url', 'radio', 'checkbox'])
      expect(html).toContain(`type="${type}"`);
    expect(html.match(/role="combobox"/g)).toHaveLength(6);
    expect(html).toContain('value="2026-03-27T18:00"');
    expect(html).toContain('Meeting <span class="muted">(optional)</span>');
  });

  it('shows what was typed rather than what it began with', () => {
    expect(drawn(everyInput(), { typed: { day: { 'day.in': '2026-04-10' } } })).toContain('value="2026-04-10"');
    expect(drawn(everyInput(), { typed: { who: { 'who.in': 'U0ALEX' } } })).toContain('value="Alex Moreau"');
  });
});

describe('the Home tab', () => {
  it('draws tasks with their buttons', () => {
    const html = drawn(homeBlocks());
    expect(html).toContain('aria-label="Open: on-call rota"');
    expect(html).toContain('Start a departure');
  });
});
