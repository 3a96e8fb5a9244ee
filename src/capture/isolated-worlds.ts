import type { CDPSession, Protocol } from 'puppeteer';
import { messageOf } from '../errors.ts';

/** Runs functions in worlds of a page that its own scripts can't reach, one for each frame. */
export interface Worlds {
  run<Request, Result>(
    session: CDPSession,
    frame: string,
    inPage: (request: Request) => Result,
    request: Request,
  ): Promise<Awaited<Result>>;
  /** In each frame of these sessions but the one named. A frame that goes meanwhile is left out. */
  runBelow<Request, Result>(
    sessions: readonly CDPSession[],
    but: string,
    inPage: (request: Request) => Result,
    request: Request,
  ): Promise<Awaited<Result>[]>;
}

export function openWorlds(): Worlds {
  /** Of the document that stands in the frame; another document makes it void. */
  const contexts = new Map<string, number>();

  const contextOf = async (session: CDPSession, frame: string): Promise<number> => {
    const known = contexts.get(frame);
    if (known !== undefined) return known;
    const { executionContextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frame,
      worldName: 'holdfast',
    });
    contexts.set(frame, executionContextId);
    return executionContextId;
  };

  const run = async <Request, Result>(
    session: CDPSession,
    frame: string,
    inPage: (request: Request) => Result,
    request: Request,
  ): Promise<Awaited<Result>> => {
    const known = contexts.get(frame);
    try {
      return await call(session, await contextOf(session, frame), inPage, request);
    } catch (error) {
      contexts.delete(frame);
      // The document it belonged to has gone.
      if (known === undefined || !/cannot find context/i.test(messageOf(error))) throw error;
      return call(session, await contextOf(session, frame), inPage, request);
    }
  };

  return {
    run,
    runBelow: async (sessions, but, inPage, request) => {
      const trees = await Promise.allSettled(sessions.map((session) => session.send('Page.getFrameTree')));
      const frames = trees.flatMap((tree, index) => {
        const session = sessions[index];
        return tree.status === 'fulfilled' && session !== undefined
          ? framesIn(tree.value.frameTree).map((frame) => ({ session, frame }))
          : [];
      });
      const ran = await Promise.allSettled(
        frames
          .filter(({ frame }) => frame !== but)
          .slice(0, mostFrames)
          .map(({ session, frame }) => run(session, frame, inPage, request)),
      );
      return ran.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
  };
}

/** More than any embed has; a page may have a hundred thousand. */
const mostFrames = 50;

function framesIn({ frame, childFrames = [] }: Protocol.Page.FrameTree): readonly string[] {
  return [frame.id, ...childFrames.flatMap(framesIn)];
}

async function call<Request, Result>(
  session: CDPSession,
  executionContextId: number,
  inPage: (request: Request) => Result,
  request: Request,
): Promise<Awaited<Result>> {
  const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
    functionDeclaration: String(inPage),
    executionContextId,
    arguments: [{ value: request }],
    returnByValue: true,
    awaitPromise: true,
  });
  if (exceptionDetails !== undefined)
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as Awaited<Result>;
}
