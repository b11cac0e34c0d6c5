/** What only Slack has: its commands, its pages, its way to write a small picture. */
export const slackOnly =
  /\/offboard|slash command|Home tab|onglet Accueil|\bApp Home\b|\bDMs?\b|direct message|:[a-z_]{2,}:/i;
