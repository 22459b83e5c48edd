export { adviceFor, adviceForCode, type Advice } from './advice-for.ts';
export { namesAnotherKey, namesOurKey } from './whose-key.ts';
