import { html, type Html } from '../../platform/index.ts';
import type { Summary } from './find.ts';

const HEIGHT = 60;
const STEP = 30;
const WIDTH = 24;
/** Of an hour in which nothing happened. */
const LEAST = 2;

/** A bar per hour: all actions, and the texts and calls among them. For the eye; the words beneath say the same. */
export function bars({ hours }: Pick<Summary, 'hours'>): Html {
  const top = Math.max(1, ...hours.map(({ all }) => all));
  const bar = (hour: number, count: number, tone: string) => {
    const height = Math.max(LEAST, Math.round((count / top) * (HEIGHT - LEAST)));
    return html`<rect class="${tone}" x="${hour * STEP + 3}" y="${HEIGHT - height}" width="${WIDTH}" height="${height}" rx="2" />`;
  };
  return html`<svg class="bars" viewBox="0 0 ${24 * STEP} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${hours.map(({ all, reached }, hour) => [bar(hour, all, ''), ...(reached > 0 ? [bar(hour, reached, 'cost')] : [])])}
    </svg>
    <p class="row split small soft num" aria-hidden="true">
      <span>00:00</span><span>06:00</span><span>12:00</span><span>18:00</span><span>24:00</span>
    </p>
    <p class="sr">${inWords(hours)}</p>`;
}

function inWords(hours: Summary['hours']): string {
  const busy = hours.flatMap(({ all }, hour) => (all > 0 ? [`${String(hour).padStart(2, '0')}:00 ${all}`] : []));
  return busy.length === 0 ? 'No actions in any hour.' : `Actions by hour, UTC: ${busy.join(', ')}.`;
}
