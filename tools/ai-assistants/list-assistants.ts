import { z } from 'zod';
import { defineTool, lackingAs, ListOf, pageOf, paging, path } from '../../shared/mcp/tool/index.ts';
import { AssistantSummary } from './support/assistant.ts';

/** Telnyx returns all assistants at once, with all their settings, so filter and pages are applied here. */
export const listAssistants = defineTool({
  name: 'list_assistants',
  title: 'List AI assistants',
  risk: 'read',
  description: 'List AI assistants in short. All settings of one: get_assistant.',
  input: z.object({ name_contains: z.string().min(1).optional(), ...paging() }),
  output: ListOf(AssistantSummary),
  ifTooLarge:
    'Telnyx sends all assistants with all their settings at once, so no argument makes the answer smaller: ' +
    'read one by its id with get_assistant; the ids are in the Telnyx portal.',
  run: async ({ name_contains = '', page, page_size }, { telnyx }) => {
    const answer = await telnyx.get(path`/ai/assistants`, { answer: pageOf(AssistantSummary) });
    const wanted = name_contains.toLowerCase();
    const found = answer.data.filter(({ name = '' }) => name.toLowerCase().includes(wanted));
    const total_pages = Math.ceil(found.length / page_size);
    const shown = {
      data: lackingAs(found.slice((page - 1) * page_size, page * page_size), answer.data),
      page,
      total_pages,
      total_results: found.length,
      ...(page < total_pages && { next_page: page + 1 }),
    };
    return lackingAs(shown, answer);
  },
});
