/**
 * The inline constraints of ASP.NET Core route templates, which the Functions host uses.
 * @see https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-constraints
 */
import { StartError } from './start-error.ts';

/** Whether a decoded path value matches. */
export type Constraint = (value: string) => boolean;

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?\d+(\.\d+)?$/;

function integerWithin(min: bigint, max: bigint): Constraint {
  return (value) => INTEGER.test(value) && BigInt(value.replace('+', '')) >= min && BigInt(value.replace('+', '')) <= max;
}

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

/** By lower-case name. `argument` is the text between the parentheses. */
const CONSTRAINTS: Readonly<Record<string, (argument: string) => Constraint>> = {
  int: () => integerWithin(-(2n ** 31n), 2n ** 31n - 1n),
  long: () => integerWithin(INT64_MIN, INT64_MAX),
  bool: () => (value) => /^(true|false)$/i.test(value),
  decimal: () => (value) => DECIMAL.test(value),
  double: () => (value) => DECIMAL.test(value),
  float: () => (value) => DECIMAL.test(value),
  datetime: () => (value) => !Number.isNaN(Date.parse(value)),
  guid: () => (value) => /^\{?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?$/i.test(value),
  alpha: () => (value) => /^[a-z]*$/i.test(value),
  minlength: (argument) => (value) => value.length >= Number(argument),
  maxlength: (argument) => (value) => value.length <= Number(argument),
  length: (argument) => {
    const [min = '0', max = min] = argument.split(',');
    return (value) => value.length >= Number(min) && value.length <= Number(max);
  },
  min: (argument) => integerWithin(BigInt(argument), INT64_MAX),
  max: (argument) => integerWithin(INT64_MIN, BigInt(argument)),
  range: (argument) => {
    const [min = '0', max = '0'] = argument.split(',');
    return integerWithin(BigInt(min), BigInt(max));
  },
  regex: (argument) => {
    const pattern = new RegExp(argument.replaceAll('{{', '{').replaceAll('}}', '}'), 'i');
    return (value) => pattern.test(value);
  },
  required: () => (value) => value !== '',
};

/**
 * @param text such as `int` or `maxlength(8)`
 * @throws StartError for an unknown constraint or an invalid argument
 */
export function parseConstraint(text: string): Constraint {
  const [, name = '', argument = ''] = /^(\w+)(?:\((.*)\))?$/s.exec(text) ?? [];
  const make = Object.hasOwn(CONSTRAINTS, name.toLowerCase()) ? CONSTRAINTS[name.toLowerCase()] : undefined;
  if (make === undefined) throw new StartError(`unknown constraint "${text}"`);
  try {
    return make(argument);
  } catch {
    throw new StartError(`constraint "${text}" has an argument that makes no sense`);
  }
}
