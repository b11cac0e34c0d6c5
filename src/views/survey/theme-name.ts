import { isShippedTheme, type ThemeRule } from '../../domain/survey/themes.ts';
import { oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** What the organisation calls a theme, else what Relais calls it. */
export function themeName({ id, name }: ThemeRule, voice: Voice): string {
  if (name !== undefined) return oneLine(voice.localized(name));
  return isShippedTheme(id) ? voice.t(`theme.${id}`) : id;
}
