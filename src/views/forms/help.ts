import type { ChannelId, CompanyRole, Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, item, items, section, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** What Relais does, what can be typed where the reader is, what this reader can do. */
export function helpForm(
  reader: Person,
  roles: readonly CompanyRole[],
  {
    channel,
    posts,
    alumni,
  }: {
    channel: ChannelId;
    /** Whether anybody is named who decides about public posts. */
    posts: boolean;
    /** Whether any leavers are asked whether they wish to stay in touch. */
    alumni: boolean;
  },
): FormView {
  const voice = voiceFor(reader);
  const ofRoles = roles.length > 0 ? (['wave', 'review', 'desk', 'auditors', 'evidence'] as const) : [];
  const ofLists = roles.some((role) => role !== 'it') ? (['lists'] as const) : [];
  const commands = (
    [
      'start',
      'status',
      'search',
      'whoHas',
      'contracts',
      ...(posts ? (['posts'] as const) : []),
      ...(alumni && roles.includes('hr') ? (['alumni'] as const) : []),
      ...ofRoles,
      ...ofLists,
      'help',
      'home',
    ] as const
  ).map((one) => voice.t(`form.help.${one}`, { channel }));
  const mine = (['everybody', 'manager', ...roles] as const).map((one) => voice.t(`form.help.${one}`));
  const list = (lines: readonly string[]) => items(lines.map((line) => item('info', '', line)));
  return form(voice, {
    kind: 'help',
    title: 'form.help.title',
    submit: null,
    parts: shown(
      blocks(
        text(voice.t('form.help.intro')),
        section(voice.t('form.help.commands'), list(commands)),
        section(voice.t('form.help.you'), list(mine)),
        actions(
          button(voice, act('start', null), 'button.start', { style: 'primary', about: voice.t('word.relais') }),
          button(voice, act('status', null), 'form.status.title', { about: voice.t('word.relais') }),
        ),
      ),
    ),
  });
}
