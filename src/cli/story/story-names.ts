/** The stories that can be played. */
export const storyNames = ['resignation', 'field-agent'] as const;
export type StoryName = (typeof storyNames)[number];
