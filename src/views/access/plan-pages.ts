import type { Revocation } from '../../domain/actions/revocation.ts';
import { heading, item, items, note } from '../blocks.ts';
import type { CardBlock, CardItem } from '../card-view.ts';
import type { Voice } from '../words/voice.ts';
import type { SystemView } from './access-state.ts';
import { callWords, extentWords, finalFirst, finalThenByHand, plannedItem, systemNotes } from './plan.ts';

/** By weight (below) what is drawn as 23 KB at most; Teams takes 28 of a card. */
const pageWeight = 28_000;
/** What drawing puts around one line. */
const lineWeight = 500;
/** A longer list is drawn by Teams with its end behind another button. */
const mostTogether = 12;
/** Of one call; the longest are the words for what a person does. */
const callLength = 600;

/**
 * Every system and every action of a plan with exactly what is sent, in the order of the card, in pages that both
 * platforms take whole: nothing is counted in place of being told.
 */
export function planPages(systems: readonly SystemView[], voice: Voice): readonly (readonly CardBlock[])[] {
  const pages: CardBlock[][] = [];
  let room = 0;
  for (const system of finalFirst(systems)) {
    const head = headOf(system, voice);
    let list: CardItem[] = [];
    const flush = () => {
      if (list.length > 0) pages.at(-1)?.push(items(list));
      list = [];
    };
    let isOpened = false;
    for (const revocation of finalThenByHand(system.revocations)) {
      const line = lineOf(revocation, voice);
      const weight = weightOf(line);
      if (isOpened && weight <= room) {
        if (list.length === mostTogether) flush();
      } else {
        flush();
        // A system that goes on over the page is named again there.
        const needed = weight + weightOf(head);
        if (pages.length === 0 || needed > room) {
          pages.push([]);
          room = pageWeight;
        }
        pages.at(-1)?.push(...(isOpened ? head.slice(0, 1) : head));
        room -= weightOf(head);
        isOpened = true;
      }
      list.push(line);
      room -= weight;
    }
    flush();
  }
  return pages;
}

function headOf(system: SystemView, voice: Voice): readonly CardBlock[] {
  return [
    heading(`${system.label} · ${extentWords(system.revocations, voice)}`),
    ...systemNotes(system, voice).map(({ text }) => note(text)),
  ];
}

function lineOf(revocation: Revocation, voice: Voice): CardItem {
  const { icon, state, text } = plannedItem(revocation, voice);
  return item(icon, state, text, { detail: callWords(revocation.action, voice, callLength) });
}

/** How much of a page something takes: letters weigh one, what drawing escapes or spells out weighs more. */
function weightOf(shown: CardItem | readonly CardBlock[]): number {
  const all: readonly unknown[] = Array.isArray(shown) ? shown : [shown];
  return all.reduce<number>((sum, one) => sum + lineWeight + textWeight(JSON.stringify(one)), 0);
}

function textWeight(text: string): number {
  let weight = 0;
  for (const character of text) weight += /[\w .,:;/()-]/.test(character) ? 1 : 4;
  return weight;
}
