export { limitLines } from './limit-lines.ts';
export { createLogger, type Fields, type Logger, type LogSink } from './logger.ts';
