export * from './access/index.ts';
export * from './addresses/index.ts';
export * from './approvals/index.ts';
export * from './audit/index.ts';
export * from './connect/index.ts';
export * from './conversations/index.ts';
export * from './token/index.ts';
