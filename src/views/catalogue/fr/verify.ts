import type { verify as english } from '../en/verify.ts';

/** Ce que dit relais-verify, programme et page. */
export const verify: Readonly<Record<keyof typeof english, string>> = {
  'verify.outcome.whole':
    'INTACT. Chaque octet est tel qu’il a été signé, les journaux sont entiers, et la clé est celle que vous attendiez.',
  'verify.outcome.key-not-compared':
    'LE FICHIER N’A PAS DE DÉFAUT, MAIS LA CLÉ N’A PAS ÉTÉ COMPARÉE. N’importe qui peut signer un tel fichier avec sa propre clé : comparez l’empreinte ci-dessous avec celle que l’entreprise vous a donnée par une autre voie.',
  'verify.outcome.wrong': 'PAS INTACT. Ne vous fiez pas à ce fichier.',
  'verify.vouched': 'La clé est plus récente ; celle que vous attendiez s’en porte garante, clé après clé.',
  'verify.stampNote':
    'La signature du serveur d’horodatage n’est pas vérifiée ici. Avec ses certificats : openssl ts -verify -in timestamp.tsr -data manifest.json -CAfile …',
  'verify.fact.departures': 'Départs :',
  'verify.fact.entries': 'Entrées des journaux :',
  'verify.fact.committed': 'Dont entrées aux valeurs prouvées une par une :',
  'verify.fact.madeAt': 'Établi le :',
  'verify.fact.level': 'Noms (full) ou rôles et codes (auditor) :',
  'verify.fact.key': 'Empreinte de la clé :',
  'verify.fact.stampedAt': 'Horodatage :',
  'verify.finding.damaged': 'Le fichier n’est pas un ZIP entier ; il a été coupé ou abîmé :',
  'verify.finding.foreign': 'Le ZIP a été écrit ou modifié par autre chose que Relais :',
  'verify.finding.twice': 'Deux fichiers portent le même nom :',
  'verify.finding.missing': 'Il manque un fichier :',
  'verify.finding.extra': 'Un fichier n’a rien à faire là :',
  'verify.finding.order': 'Les fichiers sont dans un autre ordre :',
  'verify.finding.changed': 'Un fichier a été modifié :',
  'verify.finding.manifest': 'La liste des fichiers est illisible :',
  'verify.finding.signature': 'La signature ne correspond pas :',
  'verify.finding.key-file': 'La clé n’est pas celle que nomme la liste des fichiers :',
  'verify.finding.other-key': 'Signé avec une autre clé que celle attendue :',
  'verify.finding.unreadable': 'Ceci est illisible :',
  'verify.finding.chain': 'La chaîne du journal est rompue à cette entrée :',
  'verify.finding.gap': 'Il manque une entrée du journal :',
  'verify.finding.head': 'Le journal ne finit pas où le rapport le dit :',
  'verify.finding.commitment': 'Une valeur de cette entrée a été modifiée :',
  'verify.finding.fact': 'Le rapport dit autre chose que le journal :',
  'verify.finding.unproven': 'Dit prouvé, et le journal ne le prouve pas :',
  'verify.finding.count': 'Un chiffre du rapport n’est pas ce qu’il compte :',
  'verify.finding.pdf': 'Le PDF ne dit pas ce que dit son document :',
  'verify.finding.figure': 'Un chiffre du PDF n’est pas celui du rapport :',
  'verify.finding.time-stamp': 'L’horodatage ne concerne pas ce fichier :',
  'verify.finding.state-differs':
    'Ce que Relais avait enregistré diffère de son journal ; le dossier le dit lui-même :',
  'verify.usage':
    'Usage : node relais-verify.js <dossier.zip> [--key <empreinte>] [--lang en|fr]. Il finit par 0 si le fichier est intact et signé avec cette clé, 1 si quelque chose ne va pas, 2 s’il ne peut pas être lancé ainsi, 3 si rien ne manque et qu’aucune clé n’a été donnée.',
  'verify.noFile': 'Ce fichier est illisible :',
  'verify.noKey': 'Une empreinte a 64 chiffres et lettres de a à f ; les espaces ne comptent pas.',
  'verify.page.title': 'Vérifier un dossier de preuves',
  'verify.page.what':
    'Choisissez le fichier ZIP entier. Rien ne quitte cet ordinateur : la page fonctionne sans réseau.',
  'verify.page.file': 'Le dossier (ZIP)',
  'verify.page.key': 'Empreinte que l’entreprise vous a donnée',
  'verify.page.check': 'Vérifier',
  'verify.page.busy': 'Vérification en cours …',
  'verify.page.old':
    'Ce navigateur ne connaît pas les signatures Ed25519. Prenez-en un plus récent, ou relais-verify.js.',
};
