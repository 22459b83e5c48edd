import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { OpenApi } from '../../support/openapi.ts';

/** Requests and answers of the sample, taken from Telnyx's document by `npm run docs`. */
export const SAMPLE_EXTRACT = resolve(process.cwd(), 'tests/app/contract/operations/sample.json');

const Document = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

export const readSampleExtract = (): OpenApi => Document.parse(JSON.parse(readFileSync(SAMPLE_EXTRACT, 'utf8')));
