import { resultOf, type AuditEntry } from '../../guard/index.ts';
import { html, tag, type Html } from '../../platform/index.ts';
import { ASKED_WORDS, clientWords, personWords, reasonOf, RESULT_TONES, RESULT_WORDS, tagOf, targetWords, toolWords } from './words.ts';

interface Rows {
  readonly entries: readonly AuditEntry[];
  readonly names: ReadonlyMap<string, string>;
  /** All of one day: the time is enough. */
  readonly ofOneDay: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Entries, the newest first. Roles are named, because the style makes blocks of the rows on a phone. */
export const entriesTable = ({ entries, ...rest }: Rows): Html =>
  html`<table role="table">
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">UTC</th>
        <th scope="col" role="columnheader">Person</th>
        <th scope="col" role="columnheader">Action</th>
        <th scope="col" role="columnheader">Result</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${entries.map((entry) => tableRow(entry, rest))}
    </tbody>
  </table>`;

function tableRow(entry: AuditEntry, { names, ofOneDay, now }: Omit<Rows, 'entries'>): Html {
  const [tone, icon, word] = tagOf(entry);
  const target = targetWords(entry);
  return html`<tr role="row">
    <td role="cell" class="num soft">${timeWords(entry.at, ofOneDay)}</td>
    <td role="cell">
      <b><bdi>${personWords(entry.subject, names)}</bdi></b
      ><small><bdi>${clientWords(entry.client, entry.clientName)}</bdi></small>
    </td>
    <td role="cell">${tag(tone, icon, word)} <code>${toolWords(entry)}</code>${target && html`<small class="num">${target}</small>`}</td>
    <td role="cell">${resultCell(entry, names, now)}</td>
  </tr>`;
}

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Days and bars are of UTC, and so are times. */
function timeWords(at: number, ofOneDay: boolean): Html {
  const iso = new Date(at).toISOString();
  const time = iso.slice(11, 16);
  return ofOneDay ? html`<span title="${iso}">${time}</span>` : html`<span title="${iso}">${DATE.format(at)}<small>${time}</small></span>`;
}

function resultCell(entry: AuditEntry, names: ReadonlyMap<string, string>, now: number): Html {
  const result = resultOf(entry, now);
  const reason = reasonOf(entry, result);
  const { asked, decidedBy, stage } = entry;
  const how = stage === 'question' ? (decidedBy === undefined ? 'The person was asked' : 'Decided') : ASKED_WORDS[asked];
  return html`<span class="dot ${RESULT_TONES[result]}">${RESULT_WORDS[result]}${reason !== undefined && `: ${reason}`}</span>${
      how !== undefined && html`<small>${how}${decidedBy !== undefined && html` by <bdi>${personWords(decidedBy, names)}</bdi>`}</small>`
    }`;
}
