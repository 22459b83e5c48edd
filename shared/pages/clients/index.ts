export { clientPanel, firstWithin, type Client, type Snippet } from './client.ts';
export * from './formats.ts';
