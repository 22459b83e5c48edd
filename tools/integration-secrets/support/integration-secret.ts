import { z } from 'zod';
import { field } from '../../../shared/mcp/tool/index.ts';

/** A secret without its value. */
export const IntegrationSecret = z.object({
  id: field.text(),
  identifier: field.text(),
  created_at: field.text(),
  updated_at: field.text(),
});

export const SecretType = z.enum(['bearer', 'basic']);
