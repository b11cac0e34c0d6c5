import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, items, note, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { type ContractLine, contractItem } from '../contracts/contract-lines.ts';
import { voiceFor } from '../words/voice.ts';

/** How many stand on one message; the page has all of them. */
const longest = 10;

/** What whoever answers for contracts is asked: those that end soon, or have ended, and nobody has decided. */
export function contractsCard(lines: readonly ContractLine[], reader: Person): CardView {
  const voice = voiceFor(reader);
  const about = voice.t('form.contracts.title');
  const open = lines.length > 0;
  return {
    kind: 'hr',
    title: voice.t('contracts.card.title', { count: lines.length }),
    subtitle: null,
    tone: open ? 'attention' : 'neutral',
    blocks: blocks(
      text(voice.t(open ? 'contracts.card.text' : 'contracts.card.none')),
      items(lines.slice(0, longest).map((line) => contractItem(line, voice))),
      lines.length > longest && note(voice.t('home.more', { count: lines.length - longest })),
      actions(button(voice, act('contracts', null), 'button.contracts', { about })),
    ),
    fallback: voice.t('contracts.card.title', { count: lines.length }),
  };
}
