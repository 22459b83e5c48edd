import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readEvent } from '../../../../shared/inbox/event/index.ts';
import type { Told } from '../../../../shared/inbox/story/index.ts';

const FOLDER = join(import.meta.dirname, '../../../app/cases/webhooks');

const Case = z.object({ source: z.string(), type: z.string(), means: z.string(), pair: z.string().optional(), body: z.json() });

export type WebhookCase = z.infer<typeof Case>;

export const CASES: ReadonlyMap<string, WebhookCase> = new Map(
  readdirSync(FOLDER).map((file) => [file.replace('.json', ''), Case.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))]),
);

export function bodyOf(name: string): z.core.util.JSONType {
  const found = CASES.get(name);
  if (!found) throw new Error(`No case ${name}`);
  return found.body;
}

/** When cases without a time arrived. */
export const ARRIVED = Date.parse('2026-11-27T12:00:00Z');

export const told = (body: unknown, at = ARRIVED): Told => {
  const event = readEvent(body);
  return { event, at: event.at ?? at, cut: false };
};

export const toldOf = (...names: readonly string[]): Told[] => names.map((name) => told(bodyOf(name)));
