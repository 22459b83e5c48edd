import type { InboxFigures } from '../inbox.ts';
import type { Read } from '../inbox/long-thread.ts';
import { ms, table, times, us, whole, type Row } from './format.ts';

function receivingTable({ loads, signature }: InboxFigures['receiving']): string {
  const rows = loads.map(({ width, app, bare, rows: tables }): Row => [
    `${width} at once`,
    `${whole(app.rate)}/s`,
    `${ms(app.p50)} (p99 ${ms(app.p99)})`,
    String(app.failures),
    `${whole(tables.rate)}/s, ${ms(tables.p50)}`,
    times(app.rate, tables.rate),
    us(app.cpu),
    us(bare.cpu),
    times(app.cpu, bare.cpu),
    `${us(app.tablesCpu)} (bare ${us(tables.tablesCpu)})`,
  ]);
  const head = [
    'POST /webhooks/telnyx',
    'events',
    'p50',
    'failures',
    'its bare transaction, without the app',
    'ratio of rates',
    'CPU of the app per event',
    'bare function, same POST',
    'ratio',
    'CPU of Azurite per event',
  ];
  const cpu = loads.at(-1)?.app.cpu ?? Number.NaN;
  return `${table(head, rows)}\n\nOne check of a signature: ${us(signature)}, ${times(signature, cpu)} of the CPU of an event.`;
}

function threadTable(threads: InboxFigures['threads']): string {
  const cell = ({ time, requests, rows }: Read, bare: number) =>
    `${ms(time)}, ${times(time, bare)}; ${requests} requests, ${whole(rows)} rows`;
  return table(
    ['messages in the conversation', 'newest page (20)', 'list_conversations (20)', 'a look of wait_for', 'bare page of 61 rows'],
    threads.map(({ messages, thread, list, look, bare }) => [
      whole(messages),
      cell(thread, bare),
      cell(list, bare),
      cell(look, bare),
      ms(bare),
    ]),
  );
}

function waitTable({ asked, served, crowded, failures, turnedAway, idleCpu, waitingCpu, told }: InboxFigures['waits']): string {
  return table(
    [`${asked} calls of wait_for at once`, ''],
    [
      ['got a seat, and were told', String(served)],
      ['answered at once that too many wait', `${crowded}: p50 ${ms(turnedAway.p50)}, the last after ${ms(turnedAway.last)}`],
      ['failures', String(failures)],
      ['CPU of the app per second of waiting', `${ms(waitingCpu)} (idle ${ms(idleCpu)}): ${ms((waitingCpu - idleCpu) / served)} for each`],
      [
        'from the answer to the event until they were told',
        `p50 ${ms(told.p50)}, the last after ${ms(told.last)}; each looks every second`,
      ],
    ],
  );
}

/** Receiving, reading, waiting. */
export const inboxTables = ({ receiving, threads, waits }: InboxFigures): string =>
  [receivingTable(receiving), threadTable(threads), waitTable(waits)].join('\n\n');
