import { type ChannelId, type Locale, localeSchema, type Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import { languages } from '../catalogue/languages.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { settingsFields } from './fields.ts';
import { choiceField, form, option, shown, timeField } from './form-parts.ts';

/**
 * What the reader has chosen so far; null: as the platforms and the organisation say. Times are `HH:mm` on their clock.
 */
interface ChosenSettings {
  locale: Locale | null;
  channel: ChannelId | null;
  digestAt: string | null;
  quietFrom: string | null;
  quietTo: string | null;
}

/** How Relais speaks to the reader: in which language, where, and when it reminds. */
export function settingsForm(reader: Person, chosen: ChosenSettings): FormView {
  const voice = voiceFor(reader);
  const zone = reader.timeZone;
  const both = reader.handles.slack !== undefined && reader.handles.teams !== undefined;
  return form(voice, {
    kind: 'settings',
    title: 'settings.title',
    submit: { label: 'settings.save', act: act('settings.save', null) },
    parts: [
      shown(text(voice.t('settings.intro'))),
      choiceField(
        voice,
        { id: settingsFields.locale, label: 'settings.language' },
        {
          options: [
            option('auto', voice.t('settings.languageAuto')),
            // Each in its own words, so that whoever cannot read this page finds theirs.
            ...localeSchema.options.map((one) => option(one, languages[one].name)),
          ],
          initial: chosen.locale ?? 'auto',
        },
      ),
      both
        ? choiceField(
            voice,
            { id: settingsFields.channel, label: 'settings.channel' },
            {
              options: [
                option('auto', voice.t('settings.channelAuto')),
                option('slack', 'Slack'),
                option('teams', 'Microsoft Teams'),
              ],
              initial: chosen.channel ?? 'auto',
            },
          )
        : [],
      timeField(
        voice,
        {
          id: settingsFields.digestAt,
          label: 'settings.digestAt',
          hint: voice.t('settings.digestHint'),
          required: false,
        },
        chosen.digestAt,
        zone,
      ),
      timeField(
        voice,
        { id: settingsFields.quietFrom, label: 'settings.quietFrom', required: false },
        chosen.quietFrom,
        zone,
      ),
      timeField(
        voice,
        {
          id: settingsFields.quietTo,
          label: 'settings.quietTo',
          hint: voice.t('settings.quietHint'),
          required: false,
        },
        chosen.quietTo,
        zone,
      ),
    ],
  });
}
