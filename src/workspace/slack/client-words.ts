/** What Slack's own client says, not Relais: in the reader's language. */
type Locale = 'en' | 'fr';

const words = {
  required: { en: 'Please complete this required field.', fr: 'Veuillez renseigner ce champ obligatoire.' },
  tooShort: { en: 'Please enter at least {n} characters.', fr: 'Veuillez saisir au moins {n} caractères.' },
  tooLong: { en: 'Please enter at most {n} characters.', fr: 'Veuillez saisir au plus {n} caractères.' },
  notNumber: { en: 'Please enter a number.', fr: 'Veuillez saisir un nombre.' },
  notWhole: { en: 'Please enter a whole number.', fr: 'Veuillez saisir un nombre entier.' },
  tooSmall: { en: 'Please enter {n} or more.', fr: 'Veuillez saisir {n} ou plus.' },
  tooBig: { en: 'Please enter {n} or less.', fr: 'Veuillez saisir {n} ou moins.' },
  notEmail: { en: 'Please enter a valid email address.', fr: 'Veuillez saisir une adresse e-mail valide.' },
  notUrl: { en: 'Please enter a valid link.', fr: 'Veuillez saisir un lien valide.' },
  tooMany: { en: 'Please choose at most {n}.', fr: 'Veuillez en choisir {n} au plus.' },
  trouble: {
    en: 'We had some trouble connecting. Try again?',
    fr: 'Nous avons eu des difficultés à nous connecter. Réessayer ?',
  },
  incomplete: { en: 'Some answers need another look.', fr: 'Certaines réponses sont à revoir.' },
  commandFailed: {
    en: '{command} failed with the error "{n}"',
    fr: "{command} a échoué avec l'erreur « {n} »",
  },
  unknownCommand: {
    en: '{command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.',
    fr: '{command} n’est pas une commande valide. Dans Slack, tout message qui commence par « / » est lu comme une commande.',
  },
} as const;

export function clientSays(
  locale: Locale,
  word: keyof typeof words,
  parts: { n?: string | number; command?: string } = {},
): string {
  return words[word][locale].replace('{n}', String(parts.n ?? '')).replace('{command}', parts.command ?? '');
}
