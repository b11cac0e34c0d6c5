import { z } from 'zod';

/** The app as the local Teams has it installed: what its manifest offers people, in each language. */
export interface InstalledTeamsApp {
  commands: readonly Offered[];
  /** Of the message extension. */
  actions: readonly (Offered & { id: string })[];
}

interface Offered {
  title: Localised;
  description: Localised;
}

type Localised = Readonly<Record<'en' | 'fr', string>>;

const entry = z.object({ title: z.string(), description: z.string() });

const manifestSchema = z.object({
  bots: z.tuple([
    z.object({ commandLists: z.array(z.object({ scopes: z.array(z.string()), commands: z.array(entry) })) }),
  ]),
  composeExtensions: z.tuple([z.object({ commands: z.array(entry.extend({ id: z.string() })) })]),
});

/** Reads `manifest.json` and its French words. Throws when the manifest is not one of ours. */
export function readTeamsApp(manifest: string, frenchWords: string): InstalledTeamsApp {
  const { bots, composeExtensions } = manifestSchema.parse(JSON.parse(manifest));
  const french = z.record(z.string(), z.string()).parse(JSON.parse(frenchWords));
  const both = (path: string, { title, description }: z.infer<typeof entry>): Offered => ({
    title: { en: title, fr: french[`${path}.title`] ?? title },
    description: { en: description, fr: french[`${path}.description`] ?? description },
  });
  return {
    commands: bots[0].commandLists.flatMap(({ scopes, commands }, list) =>
      scopes.includes('personal')
        ? commands.map((command, index) => both(`bots[0].commandLists[${list}].commands[${index}]`, command))
        : [],
    ),
    actions: composeExtensions[0].commands.map((command, index) => ({
      id: command.id,
      ...both(`composeExtensions[0].commands[${index}]`, command),
    })),
  };
}
