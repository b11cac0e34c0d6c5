/** Names of environment variables in references to secrets: `env:NAME`. */
const reference = /\benv:([A-Za-z_]\w*)/g;

/** Every name of an environment variable that a text refers to. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(reference)].flatMap(([, name]) => name ?? []);
}

/**
 * A name for the variable of one secret, which no other secret has: `RELAIS_SECRET_ATLASSIAN`, and for a second one of
 * the same system `RELAIS_SECRET_ATLASSIAN_SITE_TOKEN`. Letters, figures and underscores alone, as a shell takes them.
 */
export function freeSecretName({ id, place, taken }: { id: string; place: string; taken: readonly string[] }): string {
  const ofSystem = `RELAIS_SECRET_${asName(id)}`;
  const ofSetting = `${ofSystem}_${asName(place)}`;
  for (const name of [ofSystem, ofSetting]) if (!taken.includes(name)) return name;
  for (let n = 2; ; n += 1) if (!taken.includes(`${ofSetting}_${n}`)) return `${ofSetting}_${n}`;
}

/** `site.token` and `apiKey` as parts of a name: `SITE_TOKEN`, `API_KEY`. */
function asName(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z\d]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toUpperCase();
}
