import { isWithin } from '../../domain/calendar/business-days.ts';
import type { ActName } from '../../views/act-names.ts';
import { settingsFields } from '../../views/forms/fields.ts';
import { settingsForm } from '../../views/forms/settings-form.ts';
import { voiceFor } from '../../views/words/voice.ts';
import { type PersonSettings, settingsSchema } from '../people/settings.ts';
import { choose } from './choose.ts';
import { formReply } from './replies.ts';
import { type Handler, type Turn, textOf } from './turn.ts';

/** What people choose for themselves. */
export const settingsHandlers = {
  settings: async (turn) => {
    const { locale, channel, digestAt, quiet } = await turn.deps.settings.of(turn.reader.id);
    return formReply(
      settingsForm(turn.reader, {
        locale: locale ?? null,
        channel: channel ?? null,
        digestAt: digestAt ?? null,
        quietFrom: quiet?.from ?? null,
        quietTo: quiet?.to ?? null,
      }),
    );
  },
  'settings.save': async (turn) => {
    const from = textOf(turn, settingsFields.quietFrom);
    const to = textOf(turn, settingsFields.quietTo);
    const errors = quietProblem(turn, from, to);
    if (errors) return { type: 'errors', errors };
    const asked = {
      locale: chosen(textOf(turn, settingsFields.locale)),
      channel: chosen(textOf(turn, settingsFields.channel)),
      digestAt: textOf(turn, settingsFields.digestAt) ?? undefined,
      quiet: from !== null && to !== null ? { from, to } : undefined,
    };
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const read = settingsSchema.safeParse(given);
    if (!read.success) {
      const field = read.error.issues[0]?.path[0] === 'quiet' ? settingsFields.quietFrom : settingsFields.digestAt;
      return { type: 'errors', errors: { [field]: turn.voice.t('settings.badTime') } };
    }
    await choose(turn.deps, turn.engine, { person: turn.reader.id, chosen: read.data });
    return { type: 'done', notice: { tone: 'good', text: savedWords(turn, read.data), actions: [] } };
  },
} satisfies Partial<Record<ActName, Handler>>;

function chosen(value: string | null): string | undefined {
  return value === null || value === 'auto' ? undefined : value;
}

/** Null where the two times go together, and with the reminder. */
function quietProblem(turn: Turn, from: string | null, to: string | null): Record<string, string> | null {
  const { t } = turn.voice;
  if ((from === null) !== (to === null))
    return { [from === null ? settingsFields.quietFrom : settingsFields.quietTo]: t('settings.bothTimes') };
  if (from === null || to === null) return null;
  if (from === to) return { [settingsFields.quietTo]: t('settings.sameTimes') };
  const digestAt = textOf(turn, settingsFields.digestAt);
  if (digestAt === null || !isWithin({ from, to }, digestAt)) return null;
  return { [settingsFields.digestAt]: t('settings.digestInQuiet') };
}

/** In the language that was just chosen. */
function savedWords({ reader }: Turn, { locale }: PersonSettings): string {
  return voiceFor({ ...reader, locale: locale ?? reader.locale }).t('settings.saved');
}
