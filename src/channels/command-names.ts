/** The words of the two languages Relais speaks, whatever the language of whoever types them. */
export const commandNames: Readonly<Record<string, 'status' | 'help'>> = {
  status: 'status',
  statut: 'status',
  help: 'help',
  aide: 'help',
};
