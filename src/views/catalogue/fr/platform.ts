import type { platform as english } from '../en/platform.ts';

export const platform: Readonly<Record<keyof typeof english, string>> = {
  'slack.more': 'et {count, number} de plus',
  'slack.done': 'C’est fait. Vous pouvez fermer cette fenêtre.',
  'slack.open.text': 'Voici votre formulaire.',
  'slack.open.button': 'Ouvrir',
  'slack.stranger':
    'Relais ne répond qu’aux personnes de cette organisation, avec une adresse e-mail dans leur profil.',
  'slack.trouble': 'Relais ne peut pas répondre pour le moment. Rien n’a été changé. Réessayez dans une minute.',
};
