import { createHash } from 'node:crypto';
import { bot, slackbot } from '../identity.ts';

/** Dark enough that white initials keep a contrast of 4.5 to 1. */
const colours = ['#1d5d8c', '#7a3e9d', '#8a4b08', '#0b6b53', '#a02c5a', '#4a5a12', '#34495e', '#9c2f2f'];

/** Initials on a colour that is always the same for the same person; nothing is fetched from anywhere. */
export function avatarSvg(id: string, name: string): string {
  const isApp = id === bot.userId || id === slackbot.userId;
  const colour = isApp ? '#2b3a55' : colours[(createHash('sha256').update(id).digest()[0] ?? 0) % colours.length];
  const initials = name
    .split(/\s+/)
    .map((part) => [...part][0] ?? '')
    .slice(0, 2)
    .join('')
    .replace(/[<>&"']/g, '');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" width="72" height="72"><rect width="72" height="72" rx="12" fill="${colour}"/><text x="36" y="37" fill="#fff" font-family="system-ui,sans-serif" font-size="28" font-weight="600" text-anchor="middle" dominant-baseline="central">${initials}</text></svg>`;
}
