export * from './entra/index.ts';
export * from './grants/index.ts';
export * from './login/index.ts';
export * from './oauth/index.ts';
export * from './tokens/index.ts';
