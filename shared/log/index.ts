export { createLogger, type Fields, type Logger, type LogSink } from './logger.ts';
