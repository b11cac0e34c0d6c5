import { z } from 'zod';
import { type Language, type Localized, languageSchema, localizedSchema } from '../localized.ts';

const text = z.string().min(1);

/** Every language, each of which may be left out. */
const someSchema = z
  .strictObject(localizedSchema.shape)
  .partial()
  .refine((all) => Object.values(all).some((one) => one !== undefined), {
    error: `expected a text in ${languageSchema.options.join(', in ')}, or in ${languageSchema.options.length === 2 ? 'both' : 'several'}`,
  });

/**
 * A text of a flow: one for everybody, or one for each language. English and French are filled in where they are left
 * out, with another one's text and a mark that says in which language it is, so that a stored flow always has both.
 */
export const flowTextSchema = z.union([text, someSchema.transform(filled)]);

function filled(all: z.infer<typeof someSchema>): Localized {
  const given = languageSchema.options.flatMap((language) => {
    const said = all[language];
    return said === undefined ? [] : [{ language, said }];
  });
  const other = (wanted: Language) => {
    const [first] = given.filter(({ language }) => language !== wanted);
    return first ? `${first.said} (${first.language.toUpperCase()})` : '';
  };
  return { ...all, en: all.en ?? other('en'), fr: all.fr ?? other('fr') };
}
