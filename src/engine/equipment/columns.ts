import { folded } from '../tables/folded.ts';

/** What a column of a list of equipment may hold. */
export type EquipmentColumn =
  | 'email'
  | 'employeeNumber'
  | 'kind'
  | 'name'
  | 'serial'
  | 'value'
  | 'currency'
  | 'condition'
  | 'since'
  | 'battery'
  | 'returnTo'
  | 'note';

/**
 * Names of columns as asset lists have them, in English and French; case, accents, dashes and underscores do not count.
 */
const namesOf: Readonly<Record<EquipmentColumn, readonly string[]>> = {
  email: [
    ...['email', 'e mail', 'mail', 'user email', 'assigned to', 'checked out to', 'primary user', 'holder'],
    ...['adresse', 'adresse e mail', 'courriel', 'attribue a', 'detenteur', 'utilisateur'],
  ],
  employeeNumber: ['employee number', 'employee id', 'employee no', 'staff number', 'matricule', 'numero d employe'],
  kind: ['kind', 'category', 'type', 'asset type', 'categorie', 'nature'],
  name: ['name', 'asset', 'asset name', 'device name', 'model', 'designation', 'nom', 'modele', 'materiel', 'libelle'],
  serial: ['serial', 'serial number', 'serial no', 'asset tag', 'numero de serie', 'n de serie', 'no de serie'],
  value: ['value', 'purchase cost', 'cost', 'price', 'valeur', 'prix', 'cout', 'prix d achat'],
  currency: ['currency', 'devise', 'monnaie'],
  condition: ['condition', 'condition at hand out', 'state', 'etat', 'etat a la remise'],
  since: ['since', 'handed out', 'checkout date', 'assigned on', 'depuis', 'remis le', 'date de remise'],
  battery: ['battery', 'lithium battery', 'batterie', 'batterie lithium'],
  returnTo: ['return to', 'return country', 'country', 'retour', 'pays de retour', 'pays'],
  note: ['note', 'notes', 'comment', 'remark', 'remarque', 'commentaire', 'observation'],
};

const columnByName = new Map(
  (Object.entries(namesOf) as [EquipmentColumn, readonly string[]][]).flatMap(([column, names]) =>
    names.map((name) => [name, column] as const),
  ),
);

/** Null for one that Relais does not read. */
export function equipmentColumn(name: string): EquipmentColumn | null {
  return columnByName.get(folded(name)) ?? null;
}
