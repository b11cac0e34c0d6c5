import { act } from '../act-names.ts';
import { actions, blocks, button, note, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { oneLine } from '../words/plain.ts';
import { type Reader, voiceFor } from '../words/voice.ts';

export interface Welcome {
  /** Null when people installed it for themselves. */
  installer: string | null;
  /** As whom Relais knows the reader; null when it knows nobody. */
  email: string | null;
  /** Where else the reader is known, in the names of the platforms. */
  elsewhere: readonly string[];
}

/**
 * What somebody sees who has just got Relais: what it does, who brought it, as whom it knows them, and the next step.
 */
export function welcomeCard(reader: Pick<Reader, 'locale'>, { installer, email, elsewhere }: Welcome): CardView {
  const voice = voiceFor({ ...reader, timeZone: 'UTC' });
  const about = voice.t('word.relais');
  const who = () => {
    if (email === null) return voice.t('teams.welcome.unknown');
    if (elsewhere.length === 0) return voice.t('teams.welcome.match', { email });
    return voice.t('teams.welcome.elsewhere', { email, channels: voice.list(elsewhere) });
  };
  const what = voice.t('teams.welcome.what');
  return {
    kind: 'notice',
    title: voice.t('teams.welcome.title'),
    subtitle: null,
    tone: 'neutral',
    blocks: blocks(
      text(what),
      installer !== null && note(voice.t('teams.welcome.installer', { installer: oneLine(installer) })),
      note(who()),
      text(voice.t('teams.welcome.next')),
      actions(
        button(voice, act('home', null), 'button.home', { style: 'primary', about }),
        button(voice, act('start', null), 'button.start', { about }),
        button(voice, act('help', null), 'button.help', { about }),
      ),
    ),
    fallback: what,
  };
}
