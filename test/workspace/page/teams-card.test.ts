import { describe, expect, it } from 'vitest';
import { cardHtml } from '../../../src/workspace/page/teams/card-markdown.ts';
import { mentionMarks, prepareCard } from '../../../src/workspace/page/teams/prepare-card.ts';

const mention = { type: 'mention', text: '<at>Maya Chen</at>', mentioned: { id: 'maya', name: 'Maya Chen' } };
const people = [
  { objectId: 'o-maya', name: 'Maya Chen' },
  { objectId: 'o-leo', name: 'Léo Dubois' },
];

describe('a card, before the renderer sees it', () => {
  it('has the mentions marked that it declares, and no others', () => {
    const card = {
      type: 'AdaptiveCard',
      msteams: { entities: [mention] },
      body: [{ type: 'TextBlock', text: '<at>Maya Chen</at> and <at>Tom Okafor</at> \uE000x\uE001' }],
    };
    expect(prepareCard(card, people)).toEqual({
      type: 'AdaptiveCard',
      body: [
        {
          type: 'TextBlock',
          text: `${mentionMarks.open}Maya Chen${mentionMarks.close} and <at>Tom Okafor</at> x`,
        },
      ],
    });
  });

  it('offers the people of the directory where it asks for people, beside whom it has preset', () => {
    const input = {
      ...{ type: 'Input.ChoiceSet', id: 'to', value: 'person:1' },
      'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      choices: [{ title: 'Maya Chen', value: 'person:1' }],
    };
    expect(prepareCard({ body: [input] }, people)).toEqual({
      body: [
        {
          ...{ type: 'Input.ChoiceSet', id: 'to', style: 'filtered', value: 'Maya Chen' },
          choices: [
            { title: 'Maya Chen', value: 'person:1' },
            { title: 'Léo Dubois', value: 'o-leo' },
          ],
        },
      ],
    });
  });

  it('keeps what comes with a click as it is', () => {
    const data = { relais: { name: 'task.accept', target: '<at>Maya Chen</at>' } };
    const card = { msteams: { entities: [mention] }, actions: [{ type: 'Action.Execute', data }] };
    expect(prepareCard(card, people)).toEqual({ actions: [{ type: 'Action.Execute', data }] });
  });
});

describe('the text of a card', () => {
  it('is read as the little markdown that Teams knows', () => {
    expect(cardHtml('**Late** and _soon_')).toBe('<p><strong>Late</strong> and <em>soon</em></p>\n');
    expect(cardHtml('- one\n- two')).toContain('<li>one</li>');
    expect(cardHtml('# no heading `no code`')).toBe('<p># no heading `no code`</p>\n');
  });

  it('never becomes more than words, links and mentions', () => {
    expect(cardHtml('<img src=x onerror=alert(1)>')).not.toContain('<img');
    expect(cardHtml('[x](javascript:alert(1))')).not.toContain('href');
    expect(cardHtml('[Open](https://relais.example.com/a)')).toBe(
      '<p><a href="https://relais.example.com/a" rel="noopener noreferrer">Open</a></p>\n',
    );
    const named = `${mentionMarks.open}Maya <b>Chen</b>${mentionMarks.close}`;
    expect(cardHtml(named)).toBe('<p><span class="mention">Maya &lt;b&gt;Chen&lt;/b&gt;</span></p>\n');
  });
});
