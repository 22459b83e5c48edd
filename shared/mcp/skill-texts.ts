import assistantThatAnswers from '../../docs/skills/assistant-that-answers/SKILL.md';
import buyAndSetUpANumber from '../../docs/skills/buy-and-set-up-a-number/SKILL.md';
import callAndReport from '../../docs/skills/call-and-report/SKILL.md';
import mayIText from '../../docs/skills/may-i-text/SKILL.md';
import textAndWait from '../../docs/skills/text-and-wait/SKILL.md';
import whatDidISpend from '../../docs/skills/what-did-i-spend/SKILL.md';

interface SkillText {
  /** Of its folder. */
  readonly name: string;
  /** The content of its SKILL.md. */
  readonly text: string;
  /** The tools without which its steps lead nowhere. */
  readonly needs: readonly string[];
}

export const SKILL_TEXTS: readonly SkillText[] = [
  { name: 'assistant-that-answers', text: assistantThatAnswers, needs: ['create_assistant', 'update_phone_number'] },
  { name: 'buy-and-set-up-a-number', text: buyAndSetUpANumber, needs: ['list_available_phone_numbers', 'create_number_order'] },
  { name: 'call-and-report', text: callAndReport, needs: ['create_call', 'get_call'] },
  { name: 'may-i-text', text: mayIText, needs: ['check_sending'] },
  { name: 'text-and-wait', text: textAndWait, needs: ['send_message', 'wait_for'] },
  { name: 'what-did-i-spend', text: whatDidISpend, needs: ['get_spend'] },
];
