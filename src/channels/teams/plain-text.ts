import type { Text } from '../../views/card-view.ts';

/** The words alone, for where nothing can be drawn: notifications, and the answer to a click. */
export function plainText(text: Text): string {
  if (typeof text === 'string') return text;
  return text
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('strong' in part) return part.strong;
      if ('muted' in part) return part.muted;
      if ('moment' in part) return part.words;
      return 'mention' in part ? part.name : part.label;
    })
    .join('');
}
