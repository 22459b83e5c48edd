import { adviceFor } from './advice/index.ts';
import { problemsOf } from './rest/index.ts';

/** @returns what the `errors` of a successful answer say, in any shape, and what they mean. */
export const complaintsOf = (errors: unknown): string[] =>
  problemsOf({ errors })
    .map((problem) => {
      const { code, title, detail } = problem;
      const said = [code && `[${code}]`, title, detail].filter(Boolean).join(' ');
      const advice = adviceFor({ problems: [problem] });
      return advice === undefined ? said : `${said.replace(/[.!?…]?$/, (end) => end || '.')} ${advice.text}`;
    })
    .filter((said) => said !== '');
