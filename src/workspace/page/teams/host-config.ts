import { HostConfig } from 'adaptivecards';

const colours = {
  default: { default: 'var(--text)', subtle: 'var(--text-muted)' },
  dark: { default: 'var(--text)', subtle: 'var(--text-muted)' },
  light: { default: 'var(--gone-text)', subtle: 'var(--gone-text)' },
  accent: { default: 'var(--accent)', subtle: 'var(--accent)' },
  good: { default: 'var(--live-text)', subtle: 'var(--live-text)' },
  warning: { default: 'var(--note-text)', subtle: 'var(--note-text)' },
  attention: { default: 'var(--danger)', subtle: 'var(--danger)' },
};

const on = (backgroundColor: string) => ({ backgroundColor, foregroundColors: colours });

/** Sizes and distances as Teams draws cards on a desktop; colours are the page's own, so that both themes hold. */
export const hostConfig = new HostConfig({
  supportsInteractivity: true,
  fontFamily: 'var(--font)',
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  textBlock: { headingLevel: 3 },
  containerStyles: {
    default: on('var(--ground-card)'),
    emphasis: on('var(--ground-soft)'),
    accent: on('var(--accent-soft)'),
    good: on('var(--live-ground)'),
    warning: on('var(--note-soft)'),
    attention: on('var(--danger-soft)'),
  },
  factSet: {
    title: { weight: 'bolder', maxWidth: 180, wrap: true },
    value: { wrap: true },
    spacing: 12,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', spacing: 'small' },
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
  },
});
