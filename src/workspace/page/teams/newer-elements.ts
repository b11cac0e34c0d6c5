import { CardElement, GlobalRegistry, type SerializationContext, Table, Versions } from 'adaptivecards';
import { chartColours } from '../block-kit/chart-colours.ts';

/**
 * What Teams draws beyond Microsoft's open renderer, which knows version 1.5 of the schema: without these, the page
 * would show everywhere what stands in for them. https://learn.microsoft.com/adaptive-cards/schema-explorer
 */
export function teachElements(): void {
  // Of 1.5, and known to the renderer, but left out of a bundle in which nothing names it.
  GlobalRegistry.elements.register('Table', Table, Versions.v1_5);
  for (const [name, draw] of Object.entries(drawn)) GlobalRegistry.elements.register(name, elementOf(name, draw));
}

type Json = Readonly<Record<string, unknown>>;
type Draw = (json: Json) => HTMLElement;

function elementOf(name: string, draw: Draw): new () => CardElement {
  return class extends CardElement {
    #json: Json = {};

    getJsonTypeName(): string {
      return name;
    }

    protected override internalParse(source: Json, context: SerializationContext): void {
      super.internalParse(source, context);
      this.#json = source;
    }

    protected override internalRender(): HTMLElement {
      return draw(this.#json);
    }
  };
}

function made(className: string, text = '', tag: 'div' | 'span' | 'pre' = 'div'): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function wordsOf(json: Json, key: string): string {
  const value = json[key];
  return typeof value === 'string' ? value : '';
}

function numberOf(json: Json, key: string): number {
  const value = json[key];
  return typeof value === 'number' ? value : 0;
}

/**
 * Fluent's icons by the nearest sign of the page's own font; decoration, as in Teams: the words beside it say the
 * state.
 */
const signs: Readonly<Record<string, string>> = {
  Clock: '◷',
  Circle: '○',
  ArrowSync: '↻',
  CheckmarkCircle: '✓',
  ClockAlarm: '◷',
  DismissCircle: '✕',
  HandRight: '☞',
  MailInbox: '✉',
  SubtractCircle: '−',
  Info: 'i',
};

const drawn: Readonly<Record<string, Draw>> = {
  Badge: (json) => {
    const badge = made('teams-badge', wordsOf(json, 'text'), 'span');
    badge.dataset['look'] = wordsOf(json, 'style');
    const row = made('teams-badge-row');
    row.append(badge);
    return row;
  },
  Icon: (json) => {
    const icon = made('teams-icon', signs[wordsOf(json, 'name')] ?? '•', 'span');
    icon.dataset['look'] = wordsOf(json, 'color');
    icon.setAttribute('aria-hidden', 'true');
    return icon;
  },
  ProgressBar: (json) => {
    const track = made('teams-progress');
    // Its numbers stand above it as text.
    track.setAttribute('aria-hidden', 'true');
    const bar = made('teams-progress-bar');
    bar.style.inlineSize = `${(numberOf(json, 'value') / Math.max(1, numberOf(json, 'max'))) * 100}%`;
    track.append(bar);
    return track;
  },
  CodeBlock: (json) => {
    const code = made('teams-code', wordsOf(json, 'codeSnippet'), 'pre');
    // What scrolls must be reached without a mouse.
    code.tabIndex = 0;
    return code;
  },
  'Chart.HorizontalBar': (json) => chart(json, { label: 'x', value: 'y' }),
  'Chart.Donut': (json) => chart(json, { label: 'legend', value: 'value' }),
};

/** One picture with a name that says all its numbers; a donut is drawn as its shares. */
function chart(json: Json, keys: { label: string; value: string }): HTMLElement {
  const data: readonly unknown[] = Array.isArray(json['data']) ? json['data'] : [];
  const points = data
    .filter((one): one is Json => typeof one === 'object' && one !== null)
    .map((one) => ({ label: wordsOf(one, keys.label), value: numberOf(one, keys.value) }));
  const most =
    keys.label === 'legend'
      ? points.reduce((sum, { value }) => sum + value, 0)
      : Math.max(0, ...points.map(({ value }) => value));
  const figure = made('block-chart');
  figure.setAttribute('role', 'img');
  const spoken = points.map(({ label, value }) => `${label}: ${value}`).join(', ');
  figure.setAttribute('aria-label', `${wordsOf(json, 'title')}. ${spoken}`);
  const unit = wordsOf(json, 'xAxisTitle');
  figure.append(made('block-chart-title', [wordsOf(json, 'title'), unit && `(${unit})`].filter(Boolean).join(' ')));
  for (const [index, { label, value }] of points.entries()) {
    const row = made('block-chart-row');
    if (keys.label === 'legend') row.dataset['part'] = String(index % chartColours);
    const track = made('block-chart-track', '', 'span');
    const bar = made('', '', 'span');
    bar.style.inlineSize = `${most > 0 ? (value / most) * 100 : 0}%`;
    track.append(bar);
    row.append(made('', label, 'span'), track);
    figure.append(row);
  }
  return figure;
}
