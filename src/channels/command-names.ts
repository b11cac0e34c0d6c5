/** The words of the two languages Relais speaks, whatever the language of whoever types them. */
export const commandNames: Readonly<Record<string, 'status' | 'help' | 'wave'>> = {
  status: 'status',
  statut: 'status',
  help: 'help',
  aide: 'help',
  wave: 'wave',
  vague: 'wave',
};
