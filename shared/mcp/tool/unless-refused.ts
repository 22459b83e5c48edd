import { UpstreamClientError } from '../../telnyx/index.ts';

/**
 * For a request whose refusal can mean that what was asked for stands already.
 * In: the Telnyx code that says so; the request; what to give then. Errors: every other one of the request.
 */
export async function ignoringError<Result>(code: string, request: Promise<Result>, instead: Result): Promise<Result> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof UpstreamClientError && error.problems.some((problem) => problem.code === code)) return instead;
    throw error;
  }
}
