import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isActName } from '../../src/views/act-names.ts';
import type { CardAction } from '../../src/views/card-view.ts';
import { askedSystem, type Sample, sampleDeparture } from '../support/sample-departures.ts';
import { everybody, people, reading } from '../support/sample-people.ts';
import { sampleAction, sampleRevocation, sampleTask } from '../support/sample-plan.ts';
import { blockActions, cardTexts } from '../support/view-text.ts';
import { everyCard } from './every-view.ts';

const locales = ['en', 'fr'] as const;

/** Buttons that nobody handles, or that cannot be read or said. */
export function unreachable(actions: readonly CardAction[]): CardAction[] {
  return actions.filter(
    ({ act, label, accessibilityLabel, style, confirm }) =>
      !isActName(act.name) ||
      label === '' ||
      label.length > 75 ||
      accessibilityLabel.length > 75 ||
      !accessibilityLabel.startsWith(label) ||
      accessibilityLabel === label ||
      (confirm !== null &&
        ((confirm.brief ?? confirm.text).length > 300 ||
          confirm.title.length > 100 ||
          confirm.confirm.length > 30 ||
          confirm.deny.length > 30)) ||
      // What a danger button does is either asked for again, or fills in a form first.
      (style === 'danger' && confirm === null && act.name !== 'departure.cancel'),
  );
}

/** Each try draws every card for four readers, with words from outside in every place that has some. */
export function hostileWords(tries: number): void {
  describe('hostile words', () => {
    // Everything that could turn a line around, hide in it, or start another.
    const hostile = fc
      .array(
        fc.constantFrom(
          '‮',
          '⁦',
          '​',
          '﻿',
          ' ',
          '\r',
          '\t',
          '\n',
          '<!channel>',
          '{name}',
          'é',
          '👩‍👩‍👧',
          '*x*',
          '`',
          'a b',
          '@all',
          "' {",
          '}',
        ),
        { minLength: 1, maxLength: 40 },
      )
      .map((parts) => `x${parts.join('')}y`);

    function hostileSample(words: string): Sample {
      const leaver = { ...people.alex, name: words, title: words, team: words };
      return {
        now: '2026-11-27T17:05:00.000Z',
        departure: sampleDeparture({
          leaver,
          people: Object.fromEntries(everybody.map((person) => [person.id, { ...person, name: words }])),
          tasks: [
            sampleTask('one', { nature: 'handover', title: words, notes: words, assignee: 'jonas' }),
            sampleTask('two', {
              assignee: null,
              status: 'unassigned',
              declines: [{ by: 'lea', reason: words, at: '2026-11-05T10:00:00.000Z' }],
            }),
          ],
          systems: [
            askedSystem('crm', {
              systemLabel: words,
              asked: [words],
              problem: { kind: 'unreachable', reason: words },
            }),
            askedSystem('wiki', { systemLabel: words, asked: [words] }),
          ],
          revocations: [
            sampleRevocation(
              sampleAction('okta', 'groups', {
                systemLabel: words,
                accountLogin: words,
                call: words,
                target: { id: '1', label: words },
              }),
              {
                status: 'failed',
                failure: { kind: 'rejected', message: words, at: '2026-11-27T17:01:00.000Z' },
              },
            ),
          ],
          runStartedAt: '2026-11-27T17:00:00.000Z',
        }),
      };
    }

    it('stay in their place: one line where one line belongs, nothing that reorders it', () => {
      fc.assert(
        fc.property(hostile, fc.constantFrom(...locales), (words, locale) => {
          const sample = hostileSample(words);
          for (const person of [people.maya, people.tom, people.jonas, people.nadia]) {
            const reader = reading(person, locale);
            for (const card of everyCard(sample, reader)) {
              const quotes = card.blocks.flatMap((block) => (block.type === 'quote' ? [block.text] : []));
              const wrong = cardTexts(card).filter(
                (text) =>
                  /[\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u.test(text) ||
                  (!quotes.includes(text) && /\p{Cc}/u.test(text)),
              );
              expect(wrong).toEqual([]);
              expect(unreachable(blockActions(card.blocks))).toEqual([]);
            }
          }
        }),
        { numRuns: tries },
      );
    });
  });
}
