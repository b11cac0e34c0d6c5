import type { adaptive as en } from '../en/adaptive.ts';

export const adaptive: Readonly<Record<keyof typeof en, string>> = {
  'adaptive.showMore': 'Afficher {count} de plus',
  'adaptive.showFewer': 'Afficher moins',
  'adaptive.optional': '{label} (facultatif)',
  'adaptive.required': 'Veuillez remplir ce champ.',
  'adaptive.update': 'Actualiser cette page',
  'adaptive.updateAbout': 'Actualiser cette page : {label}',
  'adaptive.typeName': 'Saisissez un nom',
  'adaptive.channelLink':
    'Collez le lien du canal : ouvrez le menu du canal et choisissez « Obtenir un lien vers le canal ».',
  'adaptive.notAChannel':
    'Ce n’est pas un lien vers un canal Teams. Ouvrez le menu du canal, choisissez « Obtenir un lien vers le canal » et collez-le ici.',
};
